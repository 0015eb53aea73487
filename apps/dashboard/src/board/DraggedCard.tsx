import Box from '@mui/material/Box';
import type { LeadRow } from '#contract';
import { Card } from './Card';
import { type Drag, underPointer } from '../layout/use-drag';

/** The card under the pointer while it is carried. */
export function DraggedCard({ drag }: { drag: Drag<LeadRow> }) {
  return (
    <Box
      component="ul"
      aria-hidden
      sx={{
        ...underPointer(drag),
        m: 0,
        p: 0,
        listStyle: 'none',
        rotate: '1.5deg',
        borderRadius: 1.5,
      }}
    >
      <Card lead={drag.item} onGrab={undefined} onMenu={undefined} />
    </Box>
  );
}
