import CloseIcon from '@mui/icons-material/Close';
import Chip from '@mui/material/Chip';
import { useTheme } from '@mui/material/styles';
import type { TagView } from '#contract';
import { tintOf } from '../theme/tints';

interface TagChipProps {
  tag: Pick<TagView, 'name' | 'colour' | 'active'>;
  /** Takes it off; left out, it stays. */
  onRemove?: () => void;
}

/** A tag by its name, on its colour. A retired one says so. */
export function TagChip({ tag, onRemove }: TagChipProps) {
  const { fill, word } = tintOf(tag.colour, useTheme());
  return (
    <Chip
      size="small"
      label={tag.active ? tag.name : `${tag.name} (retired)`}
      onDelete={onRemove}
      deleteIcon={<CloseIcon titleAccess={`Take off ${tag.name}`} />}
      slotProps={{ root: { title: tag.name } }}
      sx={{
        maxWidth: 200,
        bgcolor: fill,
        color: word,
        fontWeight: 600,
        '& .MuiChip-deleteIcon': { color: 'inherit', opacity: 0.75 },
      }}
    />
  );
}
