import Box from '@mui/material/Box';
import type { LeadRow } from '#contract';
import { Card } from './Card';
import type { Drag } from '../layout/use-drag';

/** The card under the pointer while it is carried. */
export function DraggedCard({ drag }: { drag: Drag<LeadRow> }) {
  return (
    <Box
      component="ul"
      aria-hidden
      sx={{
        position: 'fixed',
        zIndex: 'tooltip',
        left: drag.x - drag.grip.x,
        top: drag.y - drag.grip.y,
        width: drag.grip.width,
        m: 0,
        p: 0,
        listStyle: 'none',
        pointerEvents: 'none',
        rotate: '1.5deg',
        borderRadius: 1.5,
        boxShadow: 8,
      }}
    >
      <Card lead={drag.item} onGrab={undefined} onMenu={undefined} />
    </Box>
  );
}
