import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import { labelOf, QUEUE_REASONS, type QueueRow } from '#contract';
import { Emptiness, Failure } from '../listing/states';
import { relative } from '../words/time';
import { useNow } from '../words/use-now';
import { QueueItem } from './QueueItem';
import type { Scope, Summary } from './queue-api';

export const SCOPES: readonly { code: Scope; label: string }[] = [
  { code: 'free', label: 'For me' },
  { code: 'mine', label: 'Mine' },
  { code: 'team', label: 'My team’s' },
  { code: 'all', label: 'Everybody’s' },
];

interface QueueListProps {
  scope: Scope;
  held: boolean;
  rows: readonly QueueRow[] | undefined;
  total: number;
  error: unknown;
  summary: Summary | undefined;
  chosenId: string | undefined;
  onScope: (scope: Scope) => void;
  onHeld: (held: boolean) => void;
  onChoose: (leadId: string) => void;
  onRetry: () => void;
}

/** Everybody who waits, band by band, the most pressing first. */
export function QueueList(props: QueueListProps) {
  const { rows, summary, held } = props;
  return (
    <Paper
      component="section"
      aria-labelledby="queue-title"
      sx={{ border: 1, borderColor: 'divider', borderRadius: 2, overflow: 'hidden' }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, px: 2, pt: 1.5 }}>
        <Typography variant="h2" id="queue-title" sx={{ flex: '1 0 auto' }}>
          {held ? 'Held back' : 'The queue'}{' '}
          <Typography component="span" color="textSecondary">
            {rows && props.total}
          </Typography>
        </Typography>
        <FormControlLabel
          sx={{ mr: 0 }}
          control={
            <Switch size="small" checked={held} onChange={(_event, next) => props.onHeld(next)} />
          }
          label={`Show who is held back${summary ? ` (${summary.held})` : ''}`}
        />
      </Box>
      <Tabs
        value={props.scope}
        variant="scrollable"
        scrollButtons={false}
        aria-label="Whose queue"
        onChange={(_event, scope: Scope) => props.onScope(scope)}
        sx={{ px: 1 }}
      >
        {SCOPES.map(({ code, label }) => (
          <Tab key={code} value={code} label={label} />
        ))}
      </Tabs>
      {props.error && !rows ? <Failure error={props.error} onRetry={props.onRetry} /> : null}
      {!rows && !props.error && (
        <Box role="status" aria-busy="true" aria-label="Loading the queue" sx={{ p: 2 }}>
          {[0, 1, 2, 3].map((each) => (
            <Skeleton key={each} height={52} />
          ))}
        </Box>
      )}
      {rows?.length === 0 && <NobodyHere {...props} />}
      {bandsOf(rows ?? []).map(({ because, entries }) => (
        <Box component="section" key={because} aria-labelledby={`band-${because}`}>
          <Typography
            variant="h3"
            id={`band-${because}`}
            sx={{
              px: 2,
              py: 0.75,
              borderTop: 1,
              borderColor: 'divider',
              bgcolor: 'background.default',
              color: because === 'danger' ? 'error.main' : 'text.secondary',
            }}
          >
            {labelOf(QUEUE_REASONS, because)} · {entries.length}
          </Typography>
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
            {entries.map((entry) => (
              <QueueItem
                key={entry.id}
                entry={entry}
                chosen={entry.id === props.chosenId}
                onChoose={() => props.onChoose(entry.id)}
              />
            ))}
          </Box>
        </Box>
      ))}
      {rows && props.total > rows.length && (
        <Typography color="textSecondary" sx={{ p: 2, borderTop: 1, borderColor: 'divider' }}>
          These are the first {rows.length} of {props.total}; the others move up by themselves.
        </Typography>
      )}
    </Paper>
  );
}

function NobodyHere({ scope, held, summary }: QueueListProps) {
  const now = useNow(10_000);
  if (held) {
    return (
      <Emptiness
        title="Nobody is held back"
        sentence="Whoever may not be called yet, or was set aside, waits here until then."
      />
    );
  }
  const waiting = summary?.waiting ?? 0;
  if (waiting > 0) {
    return (
      <Emptiness
        title="Nobody waits here"
        sentence={`${waiting === 1 ? 'One person waits' : `${waiting} people wait`} for others: look at “Everybody’s”.`}
      />
    );
  }
  const opens = summary?.nextAt ? ` The next one opens ${relative(summary.nextAt, now)}.` : '';
  return (
    <Emptiness
      title="Nobody waits"
      sentence={`${scope === 'free' ? 'New requests appear here by themselves.' : 'There is nothing here.'}${opens}`}
    />
  );
}

function bandsOf(rows: readonly QueueRow[]) {
  const bands = new Map<QueueRow['because'], QueueRow[]>();
  for (const row of rows) {
    const entries = bands.get(row.because);
    if (entries) entries.push(row);
    else bands.set(row.because, [row]);
  }
  return [...bands].map(([because, entries]) => ({ because, entries }));
}
