import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import { type Drag, underPointer } from '../layout/use-drag';
import type { PlannedTask } from './calendar-api';
import { titleOf, toneOf } from './item-words';

/** The task under the pointer while it is carried. */
export function DraggedItem({ drag }: { drag: Drag<PlannedTask> }) {
  const tone = toneOf(drag.item, useTheme());
  return (
    <Box
      aria-hidden
      sx={{
        ...underPointer(drag),
        px: 0.75,
        py: 0.375,
        borderRadius: 1,
        bgcolor: tone.fill,
        color: tone.word,
        fontSize: '0.8125rem',
      }}
    >
      {titleOf(drag.item)}
    </Box>
  );
}
