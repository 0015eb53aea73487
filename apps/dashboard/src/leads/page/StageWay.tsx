import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { OPEN_STAGES, STAGE_LABELS, type Stage } from '#contract';

/** The whole way of a request, and how far this one has come. On a phone: the bar, and the step in words. */
export function StageWay({ stage }: { stage: Stage }) {
  const at = OPEN_STAGES.findIndex((each) => each === stage);
  return (
    <Box>
      <Box
        component="ol"
        aria-label={`Stage: ${STAGE_LABELS[stage]}`}
        sx={{ listStyle: 'none', m: 0, p: 0, display: 'flex', gap: '3px' }}
      >
        {OPEN_STAGES.map((each, index) => (
          <Step key={each} label={STAGE_LABELS[each]} place={Math.sign(index - at) as Place} />
        ))}
        {stage === 'closed' && <Step label={STAGE_LABELS.closed} place={0} />}
      </Box>
      <Typography
        variant="body2"
        aria-hidden
        sx={{ display: { md: 'none' }, mt: 0.75, fontWeight: 650 }}
      >
        {STAGE_LABELS[stage]}
        {at >= 0 && (
          <Typography component="span" variant="body2" color="textSecondary">
            {' '}
            · step {at + 1} of {OPEN_STAGES.length}
          </Typography>
        )}
      </Typography>
    </Box>
  );
}

/** Behind, here, ahead. */
type Place = -1 | 0 | 1;

function Step({ label, place }: { label: string; place: Place }) {
  const here = place === 0;
  return (
    <Box
      component="li"
      aria-current={here ? 'step' : undefined}
      sx={{
        flex: '1 1 0',
        minWidth: 0,
        height: { xs: 8, md: 'auto' },
        px: { xs: 0, md: 0.5 },
        py: { xs: 0, md: 0.5 },
        overflow: 'hidden',
        textAlign: 'center',
        fontSize: '0.8125rem',
        borderRadius: { xs: 1, md: 1.5 },
        fontWeight: here ? 700 : 500,
        color: here ? 'primary.contrastText' : place < 0 ? 'primary.main' : 'text.secondary',
        bgcolor: here ? 'primary.main' : place < 0 ? 'action.selected' : 'action.hover',
      }}
    >
      <Box component="span" sx={{ opacity: { xs: 0, md: 1 } }}>
        {label}
      </Box>
    </Box>
  );
}
