import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { type CadencePreview, dayIn, ENROLMENT_ENDS, labelOf } from '#contract';
import { useLeadPart } from '../leads/use-lead-part';
import { Failure } from '../listing/states';
import { dayInWords } from '../words/time';
import { PreviewEntry } from './PreviewCalendar';

const SHOWN = 3;

interface UpcomingStepsProps {
  leadId: string;
  /** A call of the plan waits to be made: what comes after it is counted from there. */
  callOpen: boolean;
}

/** What comes next if nobody answers, each with its day and hour where they live, and why it waits. */
export function UpcomingSteps({ leadId, callOpen }: UpcomingStepsProps) {
  const [all, setAll] = useState(false);
  const { data, error, isPending, refetch } = useLeadPart<CadencePreview>(
    leadId,
    'cadence-preview',
  );
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Skeleton variant="rounded" height={72} sx={{ mt: 1.5 }} />;
  const { steps, timeZone } = data;
  return (
    <Box sx={{ mt: 1.5 }}>
      <Typography variant="h3" component="h3" sx={{ mb: 0.5 }}>
        What comes next
      </Typography>
      {callOpen && (
        <Typography variant="body2" sx={{ mb: 0.5 }}>
          A call of the plan waits to be made; the rest follows once it was tried.
        </Typography>
      )}
      {steps.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          Nothing more: {labelOf(ENROLMENT_ENDS, data.endsBecause).toLowerCase()}.
        </Typography>
      )}
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.75 }}>
        {(all ? steps : steps.slice(0, SHOWN)).map((step) => (
          <PreviewEntry key={step.key} step={step} timeZone={timeZone} />
        ))}
      </Box>
      {steps.length > SHOWN && (
        <Button size="small" onClick={() => setAll(!all)} sx={{ ml: -1.25 }}>
          {all ? 'Show the next ones only' : `Show all ${steps.length} steps`}
        </Button>
      )}
      {steps.length > 0 && (
        <Typography variant="body2" color="textSecondary">
          Hours are theirs ({timeZone.replaceAll('_', ' ')}). If nobody answers it ends{' '}
          {dayInWords(dayIn(timeZone, new Date(data.endsAt)))}.
        </Typography>
      )}
    </Box>
  );
}
