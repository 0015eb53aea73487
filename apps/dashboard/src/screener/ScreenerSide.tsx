import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useRef } from 'react';
import type { MinorConsentView, ScreenerQuestion, ScreeningView } from '#contract';
import { UrgencyMark } from '../leads/UrgencyMark';

interface ScreenerSideProps {
  view: ScreeningView;
  needed: number;
  missing: readonly ScreenerQuestion[];
  onGo: (questionId: string) => void;
}

/** What the answers come to so far: how urgent and why, what to say, and what is still needed. */
export function ScreenerSide({ view, needed, missing, onGo }: ScreenerSideProps) {
  const before = useRef(new Set(view.reasons.map(({ rule }) => rule)));
  const answered = needed - missing.length;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <section aria-labelledby="urgency-now">
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
          <Typography variant="h3" component="h3" id="urgency-now">
            Urgency now
          </Typography>
          <UrgencyMark urgency={view.urgency} />
        </Box>
        <Box
          component="ul"
          aria-live="polite"
          sx={{ m: 0, mt: 0.75, pl: 2.5, fontSize: '0.875rem' }}
        >
          {view.reasons.map(({ rule, because }) => (
            <Box
              component="li"
              key={rule}
              sx={{ fontWeight: before.current.has(rule) ? undefined : 650 }}
            >
              {because}
              {!before.current.has(rule) && (
                <Box component="span" sx={{ color: 'primary.main' }}>
                  {' '}
                  · from these answers
                </Box>
              )}
            </Box>
          ))}
        </Box>
      </section>
      {view.safetyNotes.length > 0 && (
        <Alert severity={view.urgency === 'P0' ? 'error' : 'warning'}>
          <strong>Tell them:</strong> {view.safetyNotes.join(' ')}
        </Alert>
      )}
      {view.minor && <MinorConsent minor={view.minor} />}
      <section aria-labelledby="progress-title">
        <Typography variant="h3" component="h3" id="progress-title">
          {missing.length === 0
            ? 'Everything needed is answered'
            : `${answered} of ${needed} needed answers`}
        </Typography>
        <LinearProgress
          variant="determinate"
          aria-labelledby="progress-title"
          value={needed === 0 ? 100 : Math.round((answered / needed) * 100)}
          sx={{ mt: 0.75, height: 6, borderRadius: 3 }}
        />
        {missing.length > 0 && (
          <Box
            component="ul"
            sx={{
              m: 0,
              mt: 1,
              pl: 2.5,
              fontSize: '0.875rem',
              display: { xs: 'none', md: 'block' },
            }}
          >
            {missing.map((question) => (
              <li key={question.id}>
                <Link
                  component="button"
                  type="button"
                  onClick={() => onGo(question.id)}
                  sx={{ display: 'block', textAlign: 'left', font: 'inherit', minHeight: 24 }}
                >
                  {question.ask}
                </Link>
              </li>
            ))}
          </Box>
        )}
      </section>
    </Box>
  );
}

const ALONE: Record<MinorConsentView['alone'], string> = {
  yes: 'may consent alone',
  no: 'needs a parent or guardian',
  ask: 'ask a supervisor',
};

/** What the law of the state says of a patient under 18, with its source; never legal advice. */
export function MinorConsent({ minor }: { minor: MinorConsentView }) {
  return (
    <Alert severity={minor.alone === 'yes' ? 'info' : 'warning'}>
      <strong>
        Under 18{minor.state && `, ${minor.state}`}: {ALONE[minor.alone]}.
      </strong>{' '}
      {minor.rule}
      {minor.source && (
        <Typography variant="caption" component="div" sx={{ mt: 0.25 }}>
          Source: {minor.source}. This is not legal advice.
        </Typography>
      )}
    </Alert>
  );
}
