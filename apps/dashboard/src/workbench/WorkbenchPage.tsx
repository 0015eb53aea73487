import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useGetOne } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import type { LeadDetail } from '#contract';
import { useDutyNow } from '../duty/duty-api';
import { useDocumentTitle } from '../layout/use-document-title';
import { LeadActions } from '../leads/actions/LeadActions';
import { useOpenedAction } from '../leads/actions/open-action';
import { whoOf } from '../leads/lead-words';
import { Emptiness } from '../listing/states';
import { useMe } from '../session/me';
import { relative } from '../words/time';
import { useNow } from '../words/use-now';
import { Overload, Standing } from './HowItStands';
import { PersonCard } from './PersonCard';
import { QueueList, SCOPES } from './QueueList';
import { type Scope, type Summary, useQueue, useQueueSummary } from './queue-api';
import { usePerson } from './use-person';
import { useWorkbenchKeys } from './use-workbench-keys';

const WHOLE = { whole: true };

/** The page a shift is worked on: the next person, why they are here, and one key for each verb. */
export default function WorkbenchPage() {
  useDocumentTitle('Workbench');
  const navigate = useNavigate();
  const { may } = useMe();
  const [scope, setScope] = useState<Scope>('free');
  const [held, setHeld] = useState(false);
  const queue = useQueue(scope, held);
  const { data: summary, isError: summaryFailed } = useQueueSummary();
  const { data: duty } = useDutyNow(may('duty.read'));
  const rows = queue.data?.rows ?? [];
  const isActing = useOpenedAction() !== null;
  const person = usePerson(rows, held ? 'all' : scope, isActing);
  const { entry } = person;
  const { data: lead } = useGetOne<LeadDetail>(
    'leads',
    { id: entry?.id ?? '', meta: WHOLE },
    { enabled: entry !== undefined, retry: 1 },
  );
  const whole = lead?.id === entry?.id ? lead : undefined;
  const done =
    person.since !== undefined && whole !== undefined && whole.lastActivityAt > person.since;

  useWorkbenchKeys({
    enter: () => {
      if (!entry) return;
      if (person.state !== 'mine') void person.take();
      else if (done) void person.next();
    },
    step: (by) => {
      const at = rows.findIndex((row) => row.id === entry?.id);
      const to = rows[Math.max(0, Math.min(rows.length - 1, at + by))];
      if (!to) return;
      person.choose(to.id);
      document.querySelector(`[data-lead="${to.id}"]`)?.scrollIntoView({ block: 'nearest' });
    },
    open: () => {
      if (entry) void navigate(`/leads/${entry.id}/show`);
    },
    scope: (index) => {
      const to = SCOPES[index];
      if (to) setScope(to.code);
    },
  });

  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <div>
        <Typography variant="h1">Workbench</Typography>
        <Typography variant="body2" color="textSecondary" role="status">
          {summary?.state === 'overloaded' ? null : (summary?.sentence ?? '\u00a0')}
        </Typography>
      </div>
      {summary && <Overload summary={summary} duty={duty} />}
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) 320px' },
        }}
      >
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          {entry ? (
            <>
              <Said
                sentence={person.state === 'mine' ? `With you now: ${whoOf(entry.lead)}.` : ''}
              />
              <PersonCard
                entry={entry}
                lead={whole}
                state={person.state}
                done={done}
                busy={person.busy}
                onTake={() => void person.take()}
                onNext={() => void person.next()}
              />
            </>
          ) : (
            queue.data && <Nobody summary={summary} onAll={() => setScope('all')} scope={scope} />
          )}
          {entry && person.state === 'chosen' && (
            <Box>
              <Button size="small" onClick={() => person.choose(undefined)}>
                Back to who is next
              </Button>
            </Box>
          )}
          <QueueList
            scope={scope}
            held={held}
            rows={queue.data?.rows}
            total={queue.data?.total ?? 0}
            error={queue.error}
            summary={summary}
            chosenId={entry?.id}
            onScope={setScope}
            onHeld={setHeld}
            onChoose={person.choose}
            onRetry={() => void queue.refetch()}
          />
          {queue.error && queue.data && (
            <Alert severity="warning">
              The queue could not be refreshed; what you see may be old. It is tried again by
              itself.
            </Alert>
          )}
        </Box>
        <Standing summary={summary} duty={duty} failed={summaryFailed} />
      </Box>
      {whole && <LeadActions lead={whole} onLetGo={person.letGo} />}
    </Box>
  );
}

interface NobodyProps {
  summary: Summary | undefined;
  scope: Scope;
  onAll: () => void;
}

/** Nobody is left for whoever looks: said large, with what comes next. */
function Nobody({ summary, scope, onAll }: NobodyProps) {
  const now = useNow(10_000);
  const others = summary?.waiting ?? 0;
  const opens = summary?.nextAt ? ` The next one opens ${relative(summary.nextAt, now)}.` : '';
  return (
    <Paper
      component="section"
      aria-label="Next person"
      sx={{ border: 1, borderColor: 'divider', borderRadius: 2 }}
    >
      <Emptiness
        title={others > 0 ? 'Nobody waits for you' : 'Nobody waits'}
        sentence={
          others > 0
            ? `${others === 1 ? 'One person waits' : `${others} people wait`} for others.${opens}`
            : `Everybody has been turned to. New requests appear here by themselves.${opens}`
        }
        action={
          others > 0 &&
          scope !== 'all' && (
            <Button variant="outlined" onClick={onAll}>
              Show everybody’s
            </Button>
          )
        }
      />
    </Paper>
  );
}

/** Spoken by screen readers, seen by nobody. */
function Said({ sentence }: { sentence: string }) {
  return (
    <Box
      role="status"
      sx={{
        position: 'absolute',
        width: '1px',
        height: '1px',
        overflow: 'hidden',
        clipPath: 'inset(50%)',
      }}
    >
      {sentence}
    </Box>
  );
}
