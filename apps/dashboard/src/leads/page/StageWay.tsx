import Box from '@mui/material/Box';
import { STAGE_LABELS, STAGES, type Stage } from '#contract';

/** The whole way of a request, and how far this one has come. */
export function StageWay({ stage }: { stage: Stage }) {
  const way = STAGES.filter((each) => each !== 'closed');
  const at = stage === 'closed' ? -1 : way.indexOf(stage);
  return (
    <Box
      component="ol"
      aria-label={`Stage: ${STAGE_LABELS[stage]}`}
      sx={{ listStyle: 'none', m: 0, p: 0, display: 'flex', gap: '3px', overflowX: 'auto' }}
    >
      {way.map((each, index) => (
        <Box
          component="li"
          key={each}
          aria-current={index === at ? 'step' : undefined}
          sx={{
            flex: '1 0 auto',
            display: { xs: index === at ? 'block' : 'none', md: 'block' },
            px: 1,
            py: 0.5,
            textAlign: 'center',
            fontSize: '0.8125rem',
            borderRadius: 1.5,
            fontWeight: index === at ? 700 : 500,
            color:
              index === at
                ? 'primary.contrastText'
                : index < at
                  ? 'primary.main'
                  : 'text.secondary',
            bgcolor:
              index === at ? 'primary.main' : index < at ? 'action.selected' : 'action.hover',
          }}
        >
          {STAGE_LABELS[each]}
        </Box>
      ))}
      {stage === 'closed' && (
        <Box
          component="li"
          aria-current="step"
          sx={{
            px: 1.5,
            py: 0.5,
            fontSize: '0.8125rem',
            fontWeight: 700,
            borderRadius: 1.5,
            bgcolor: 'text.secondary',
            color: 'background.paper',
          }}
        >
          Closed
        </Box>
      )}
    </Box>
  );
}
