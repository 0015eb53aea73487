import Box from '@mui/material/Box';
import { STAGE_LABELS, STAGES, type Stage } from '#contract';

const STEPS = STAGES.length - 1;

/** Where a lead stands: the word, and how far along the way that is. */
export function StageMark({ stage }: { stage: Stage }) {
  const step = STAGES.indexOf(stage);
  const closed = stage === 'closed';
  return (
    <Box component="span" sx={{ display: 'inline-grid', gap: '3px', minWidth: 84 }}>
      <Box component="span" sx={{ color: closed ? 'text.secondary' : 'text.primary' }}>
        {STAGE_LABELS[stage]}
      </Box>
      <Box component="span" aria-hidden sx={{ height: 3, borderRadius: 2, bgcolor: 'divider' }}>
        <Box
          component="span"
          sx={{
            display: 'block',
            height: 3,
            borderRadius: 2,
            width: `${closed ? 100 : ((step + 1) / STEPS) * 100}%`,
            bgcolor: closed ? 'text.secondary' : 'primary.main',
          }}
        />
      </Box>
    </Box>
  );
}
