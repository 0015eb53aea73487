import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import type { Drag } from '../layout/use-drag';
import type { PlannedTask } from './calendar-api';
import { titleOf, toneOf } from './item-words';

/** The task under the pointer while it is carried. */
export function DraggedItem({ drag }: { drag: Drag<PlannedTask> }) {
  const tone = toneOf(drag.item, useTheme());
  return (
    <Box
      aria-hidden
      sx={{
        position: 'fixed',
        zIndex: 'tooltip',
        left: drag.x - drag.grip.x,
        top: drag.y - drag.grip.y,
        width: drag.grip.width,
        px: 0.75,
        py: 0.375,
        borderRadius: 1,
        bgcolor: tone.fill,
        color: tone.word,
        fontSize: '0.8125rem',
        pointerEvents: 'none',
        boxShadow: 8,
      }}
    >
      {titleOf(drag.item)}
    </Box>
  );
}
