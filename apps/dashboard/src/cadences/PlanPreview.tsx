import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { CadencePreview, CadenceStep, LeadRow } from '#contract';
import { useSubmission } from '../forms/use-submission';
import { LeadField } from '../leads/LeadField';
import { Panel } from '../leads/page/Panel';
import { previews } from './cadence-api';
import { PreviewCalendar } from './PreviewCalendar';

/** What the steps, as they are typed, would do for a real lead. */
export function PlanPreview({ steps }: { steps: readonly CadenceStep[] }) {
  const [lead, setLead] = useState<LeadRow | null>(null);
  const [shown, setShown] = useState<{
    preview: CadencePreview;
    of: readonly CadenceStep[];
  } | null>(null);
  const { busy, problem, run } = useSubmission();
  const look = (of: LeadRow) =>
    void run(async () => {
      setShown({ preview: await previews.ofSteps(of.id, steps), of: steps });
    });
  return (
    <Panel title="Preview for a lead">
      <Stack spacing={2}>
        <Stack direction={{ xs: 'column', sm: 'row' }} spacing={1}>
          <LeadField
            label="Lead"
            value={lead}
            onChange={(next) => {
              setLead(next);
              if (next) look(next);
            }}
          />
          <Button
            variant="outlined"
            disabled={lead === null}
            loading={busy}
            onClick={() => lead && look(lead)}
            sx={{ flexShrink: 0 }}
          >
            Preview
          </Button>
        </Stack>
        {problem && <Alert severity="error">{problem}</Alert>}
        {shown === null ? (
          <Typography color="textSecondary" variant="body2">
            Choose a lead to see on which days and hours each step would happen, with their own
            consents, place and hours. Nothing is sent.
          </Typography>
        ) : (
          <>
            {shown.of !== steps && (
              <Alert severity="info">The steps were changed since. Preview again.</Alert>
            )}
            <PreviewCalendar preview={shown.preview} />
          </>
        )}
      </Stack>
    </Panel>
  );
}
