import Box from '@mui/material/Box';
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
  return (
    <Box component="span" sx={{ display: 'inline-flex', gap: 0.5, maxWidth: '100%' }}>
      {known.slice(0, most).map((tag) => (
        <TagChip key={tag.id} tag={tag} />
      ))}
      {known.length > most && (
        <Box
          component="span"
          title={known
            .slice(most)
            .map(({ name }) => name)
            .join(', ')}
          sx={{ color: 'text.secondary', alignSelf: 'center' }}
        >
          +{known.length - most}
        </Box>
      )}
    </Box>
  );
}
