import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import { type Drag, underPointer } from '../layout/use-drag';
import { chipLook } from '../theme/tints';
import type { PlannedTask } from './calendar-api';
import { titleOf, toneOf } from './item-words';

/** The task under the pointer while it is carried. */
export function DraggedItem({ drag }: { drag: Drag<PlannedTask> }) {
  const tone = toneOf(drag.item, useTheme());
  return (
    <Box
      aria-hidden
      sx={{
        ...chipLook(tone),
        ...underPointer(drag),
      }}
    >
      {titleOf(drag.item)}
    </Box>
  );
}
