import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import {
  ENROLMENT_ENDS,
  type EnrolmentView,
  labelOf,
  STEP_OUTCOMES,
  STEP_REASONS,
} from '#contract';
import { Moment } from '../words/Moment';
import { STEP_ICONS } from './step-icons';
import { STEP_KIND_WORDS } from './step-words';

/** Which plan it is, since when, and why it stands still if it does. */
export function FollowUpStanding({ enrolment }: { enrolment: EnrolmentView }) {
  return (
    <Box>
      <Typography sx={{ fontWeight: 650 }}>
        {enrolment.cadenceName}
        {enrolment.state === 'paused' && (
          <Box component="span" sx={{ color: 'warning.main' }}>
            {' '}
            · paused
          </Box>
        )}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        Version {enrolment.planNumber}, since <Moment at={enrolment.startedAt} />
      </Typography>
      {enrolment.state === 'paused' && (
        <Typography variant="body2" sx={{ mt: 0.5 }}>
          {enrolment.pauseReason && `“${enrolment.pauseReason}” `}
          {enrolment.pausedUntil ? (
            <>
              Goes on <Moment at={enrolment.pausedUntil} />.
            </>
          ) : (
            'Stays paused until somebody lets it go on.'
          )}
        </Typography>
      )}
      <StepsDone enrolment={enrolment} />
    </Box>
  );
}

/** What the plan has done, step by step; folded away until somebody asks. */
function StepsDone({ enrolment }: { enrolment: EnrolmentView }) {
  const [shown, setShown] = useState(false);
  const { done } = enrolment;
  if (done.length === 0) return null;
  return (
    <Box sx={{ mt: 0.5 }}>
      <Button
        size="small"
        aria-expanded={shown}
        onClick={() => setShown(!shown)}
        sx={{ ml: -1.25 }}
      >
        {done.length === 1 ? 'One step is behind' : `${done.length} steps are behind`}
      </Button>
      {shown && (
        <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.75 }}>
          {done.map((step) => {
            const Icon = STEP_ICONS[step.kind];
            return (
              <Box
                component="li"
                key={`${step.key} ${step.at}`}
                sx={{ display: 'grid', gridTemplateColumns: '20px minmax(0, 1fr)', columnGap: 1 }}
              >
                <Icon sx={{ fontSize: 18, color: 'text.secondary' }} aria-hidden />
                <Typography variant="body2">
                  {STEP_KIND_WORDS[step.kind]} ·{' '}
                  {labelOf(STEP_OUTCOMES, step.outcome).toLowerCase()} · <Moment at={step.at} />
                  {step.because && (
                    <Box component="span" sx={{ display: 'block', color: 'text.secondary' }}>
                      {labelOf(STEP_REASONS, step.because)}
                    </Box>
                  )}
                </Typography>
              </Box>
            );
          })}
        </Box>
      )}
    </Box>
  );
}

const LATEST = 3;

/** Plans that are over, and why each ended. */
export function EarlierFollowUps({ enrolments }: { enrolments: readonly EnrolmentView[] }) {
  const [all, setAll] = useState(false);
  if (enrolments.length === 0) return null;
  return (
    <Box sx={{ mt: 1.5, pt: 1.5, borderTop: 1, borderColor: 'divider' }}>
      <Typography variant="h3" component="h3">
        Before
      </Typography>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {(all ? enrolments : enrolments.slice(0, LATEST)).map((enrolment) => (
          <Typography component="li" variant="body2" key={enrolment.id} sx={{ mt: 0.5 }}>
            {enrolment.cadenceName}, ended {enrolment.endedAt && <Moment at={enrolment.endedAt} />}
            {': '}
            {labelOf(ENROLMENT_ENDS, enrolment.endedBecause).toLowerCase()}
            {enrolment.endReason && ` (“${enrolment.endReason}”)`}
          </Typography>
        ))}
      </Box>
      {enrolments.length > LATEST && (
        <Button size="small" onClick={() => setAll(!all)} sx={{ ml: -1.25 }}>
          {all ? 'Show the latest only' : `Show all ${enrolments.length}`}
        </Button>
      )}
    </Box>
  );
}
