import Box from '@mui/material/Box';
import { UNSEEN } from '../theme/unseen';
import { useTags } from './use-tags';
import { TagChip } from './TagChip';

interface TagsOfProps {
  ids: readonly string[];
  /** The most that are shown; of more, how many there are. */
  most?: number;
}

/** The tags of a record, in the order they were given. */
export function TagsOf({ ids, most = Infinity }: TagsOfProps) {
  const { byId } = useTags();
  const known = ids.flatMap((id) => byId.get(id) ?? []);
  if (known.length === 0) return null;
  const rest = known
    .slice(most)
    .map(({ name }) => name)
    .join(', ');
  return (
    <Box
      component="span"
      // A long one is cut before how many more there are.
      sx={{ display: 'inline-flex', gap: 0.5, maxWidth: '100%', '& > *': { minWidth: 0 } }}
    >
      {known.slice(0, most).map((tag) => (
        <TagChip key={tag.id} tag={tag} />
      ))}
      {known.length > most && (
        <Box
          component="span"
          title={rest}
          sx={{ color: 'text.secondary', alignSelf: 'center', flexShrink: 0 }}
        >
          <span aria-hidden>+{known.length - most}</span>
          <Box component="span" sx={UNSEEN}>
            , {rest}
          </Box>
        </Box>
      )}
    </Box>
  );
}
