import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReadingAlertView } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { useFields } from '../forms/use-fields';
import { useDocumentTitle } from '../layout/use-document-title';
import { Emptiness, Failure } from '../listing/states';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { AuditTabs } from './AuditTabs';
import { READING_ALERTS_KEY, readAlerts, reviewAlert } from './audit-api';

/** Reading that was unusual, by rules that say their numbers. A human says what it was. */
export default function UnusualReadingPage() {
  useDocumentTitle('Unusual reading');
  const { data, error, isPending, refetch } = useQuery({
    queryKey: READING_ALERTS_KEY,
    queryFn: ({ signal }) => readAlerts(signal),
    retry: 1,
  });
  return (
    <>
      <Typography variant="h1">Unusual reading</Typography>
      <Typography color="textSecondary" variant="body2" sx={{ mt: 0.25, mb: 1 }}>
        Many more leads within an hour than usual, many that are not theirs and that they did
        nothing about, or one lead again and again. It is a reason to ask, and no verdict.
      </Typography>
      <AuditTabs />
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Skeleton variant="rounded" height={160} />}
      {data?.length === 0 && (
        <Paper sx={{ border: 1, borderColor: 'divider', borderRadius: 2 }}>
          <Emptiness
            title="Nothing unusual"
            sentence="Every ten minutes the last two hours are looked at."
          />
        </Paper>
      )}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1.5 }}>
        {data?.map((alert) => (
          <OneAlert key={alert.id} alert={alert} />
        ))}
      </Box>
    </>
  );
}

function OneAlert({ alert }: { alert: ReadingAlertView }) {
  const { me } = useMe();
  const [reviewing, setReviewing] = useState(false);
  return (
    <Paper
      component="li"
      sx={{ border: 1, borderColor: 'divider', borderRadius: 2, p: { xs: 2, sm: 2.5 } }}
    >
      <Typography variant="h2">
        {alert.staffName} · <Moment at={alert.raisedAt} />
      </Typography>
      <Typography sx={{ mt: 0.5 }}>{alert.sentence}</Typography>
      {alert.reviewedAt && (
        <Typography variant="body2" color="textSecondary" sx={{ mt: 0.5 }}>
          Looked into by {alert.reviewedBy} <Moment at={alert.reviewedAt} />
          {alert.note ? `: ${alert.note}` : '.'}
        </Typography>
      )}
      {!alert.reviewedAt && alert.staffId !== me?.id && (
        <Button variant="outlined" sx={{ mt: 1.5 }} onClick={() => setReviewing(true)}>
          It was looked into
        </Button>
      )}
      {reviewing && <LookedInto alert={alert} onClose={() => setReviewing(false)} />}
    </Paper>
  );
}

function LookedInto({ alert, onClose }: { alert: ReadingAlertView; onClose: () => void }) {
  const queryClient = useQueryClient();
  const fields = useFields({ note: '' });
  return (
    <ActionDialog
      title={`${alert.staffName}: what was it?`}
      submitLabel="Keep it"
      version={alert.version}
      setErrors={fields.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        await reviewAlert(alert.id, version, fields.values.note);
        await queryClient.invalidateQueries({ queryKey: READING_ALERTS_KEY });
      }}
    >
      <Typography>{alert.sentence}</Typography>
      <TextField {...fields.text('note')} label="What came of it" multiline minRows={2} autoFocus />
    </ActionDialog>
  );
}
