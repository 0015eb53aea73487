import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useGetList } from 'react-admin';
import type { TaskView } from '#contract';
import { useDocumentTitle } from '../layout/use-document-title';
import { Emptiness, Failure } from '../listing/states';
import { useMe } from '../session/me';
import { useNow } from '../words/use-now';
import { byDue, type TaskGroups } from './by-due';
import { TaskTabs } from './TaskTabs';
import { TaskRow } from './TaskRow';

const WHOSE = [
  { code: 'me', label: 'Mine' },
  { code: 'all', label: 'Everybody’s' },
] as const;

const GROUPS: readonly { key: keyof TaskGroups; label: string }[] = [
  { key: 'overdue', label: 'Overdue' },
  { key: 'today', label: 'Today' },
  { key: 'later', label: 'Later' },
];

/** What I (or everybody) have to do, by when it is due. */
export function TaskList() {
  useDocumentTitle('Tasks');
  const { me } = useMe();
  const [whose, setWhose] = useState<'me' | 'all'>('me');
  const now = useNow(60_000);
  const { data, total, error, isPending, refetch } = useGetList<TaskView>(
    'tasks',
    {
      filter: { open: true, ...(whose === 'me' ? { ownerId: 'me' } : {}) },
      pagination: { page: 1, perPage: 200 },
      sort: { field: 'dueAt', order: 'ASC' },
    },
    { enabled: me !== undefined, retry: 1 },
  );
  const groups = byDue(data ?? [], now);
  return (
    <Box sx={{ maxWidth: 960 }}>
      <Typography variant="h1">{whose === 'me' ? 'My tasks' : 'All tasks'}</Typography>
      <TaskTabs here="/tasks" />
      <Box role="group" aria-label="Whose tasks" sx={{ display: 'flex', gap: 1, mt: 2, mb: 2 }}>
        {WHOSE.map(({ code, label }) => (
          <Chip
            key={code}
            component="button"
            clickable
            label={label}
            aria-pressed={whose === code}
            color={whose === code ? 'primary' : 'default'}
            variant={whose === code ? 'filled' : 'outlined'}
            onClick={() => setWhose(code)}
          />
        ))}
      </Box>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && !error && [0, 1, 2, 3].map((each) => <Skeleton key={each} height={64} />)}
      {data?.length === 0 && (
        <Paper sx={{ border: 1, borderColor: 'divider', borderRadius: 2 }}>
          <Emptiness
            title="Nothing to do right now"
            sentence="Tasks come from missed calls, promised call backs and what you plan yourself on a lead."
          />
        </Paper>
      )}
      {GROUPS.filter(({ key }) => groups[key].length > 0).map(({ key, label }) => (
        <Box component="section" key={key} aria-label={label} sx={{ mb: 3 }}>
          <Typography
            variant="h2"
            sx={{ mb: 1, color: key === 'overdue' ? 'error.main' : undefined }}
          >
            {label}{' '}
            <Typography component="span" color="textSecondary">
              {groups[key].length}
            </Typography>
          </Typography>
          <Paper
            component="ul"
            sx={{
              listStyle: 'none',
              m: 0,
              p: 0,
              border: 1,
              borderColor: 'divider',
              borderRadius: 2,
            }}
          >
            {groups[key].map((task) => (
              <TaskRow key={task.id} task={task} />
            ))}
          </Paper>
        </Box>
      ))}
      {total !== undefined && total > (data?.length ?? 0) && (
        <Typography color="textSecondary">
          These are the {data?.length} due first, of {total}.
        </Typography>
      )}
    </Box>
  );
}
