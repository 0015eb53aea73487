import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import { JOB_STATES, type JobView, labelOf } from '#contract';
import { send } from '../api/http-client';
import { sentenceOf } from '../api/refusal';
import type { Column, ListFilter } from '../listing/column';
import { ListPage } from '../listing/ListPage';
import { Moment } from '../words/Moment';

const TONES = { failed: 'error', late: 'warning', running: 'default' } as const;

const State = ({ job }: { job: JobView }) => (
  <Chip size="small" color={TONES[job.state]} label={labelOf(JOB_STATES, job.state)} />
);

/** `take-in-inquiry` as people say it. */
const nameInWords = (name: string) => {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const about = (job: JobView) =>
  Object.entries(job.payload)
    .map(([name, value]) => `${name} …${String(value).slice(-12)}`)
    .join(', ');

const COLUMNS: readonly Column<JobView>[] = [
  { key: 'name', label: 'Job', cell: (job) => <strong>{nameInWords(job.name)}</strong> },
  { key: 'state', label: 'Stands', cell: (job) => <State job={job} /> },
  { key: 'error', label: 'Because', cell: (job) => job.lastError && <code>{job.lastError}</code> },
  { key: 'about', label: 'About', wrap: true, cell: (job) => <code>{about(job)}</code> },
  { key: 'due', label: 'Due', sort: 'dueAt', cell: (job) => <Moment at={job.dueAt} /> },
  { key: 'again', label: 'Again', cell: (job) => <Again job={job} /> },
];

const FILTERS: readonly ListFilter[] = [
  { kind: 'choice', source: 'state', label: 'Stands', choices: JOB_STATES },
];

/** Work that failed, is late, or is under way. */
export default function JobList() {
  return (
    <ListPage<JobView>
      resource="jobs"
      title="Jobs"
      about="What was promised and has not happened yet. A failed job is tried again here once its cause is gone."
      sort={{ field: 'dueAt', order: 'DESC' }}
      columns={COLUMNS}
      filters={FILTERS}
      startWith={{ state: 'failed' }}
      card={(job) => (
        <>
          <strong>{nameInWords(job.name)}</strong> <State job={job} />
          <Typography variant="body2" color="textSecondary">
            {job.lastError ?? about(job)} · <Moment at={job.dueAt} />
          </Typography>
          <Again job={job} />
        </>
      )}
      empty={{
        title: 'Nothing failed',
        sentence: 'Everything that was promised happened, or is on its way.',
      }}
    />
  );
}

function Again({ job }: { job: JobView }) {
  const queryClient = useQueryClient();
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  if (job.state !== 'failed') return null;
  if (!job.retriable) {
    return (
      <Typography variant="body2" color="textSecondary">
        Never by itself: look on the record
      </Typography>
    );
  }
  const again = async () => {
    setBusy(true);
    try {
      await send('POST', `/api/jobs/${encodeURIComponent(job.id)}/retry`, {});
      notify('Put up again.', { type: 'success' });
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    await queryClient.invalidateQueries({ queryKey: ['jobs'] });
    setBusy(false);
  };
  return (
    <Button
      size="small"
      variant="outlined"
      loading={busy}
      aria-label={`Try again: ${nameInWords(job.name)}`}
      onClick={() => void again()}
    >
      Try again
    </Button>
  );
}
