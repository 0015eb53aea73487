import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useGetOne } from 'react-admin';
import { useParams } from 'react-router-dom';
import { IMPORT_KINDS, type ImportRunView, labelOf } from '#contract';
import { useDocumentTitle } from '../layout/use-document-title';
import { Failure } from '../listing/states';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { importActions, useImportDone } from './import-api';
import { ConflictsOfAll } from './ConflictChoice';
import { ImportRows } from './ImportRows';
import { MappingPanel } from './MappingPanel';
import { RunSteps } from './RunSteps';
import { StateMark } from './StateMark';

/** While something goes on the page asks again by itself, beside the live updates; milliseconds. */
const ASK_AGAIN = 1500;

const GOING_ON = {
  reading: 'The file is being read',
  running: 'The rows are being taken in',
  undoing: 'What it did is being taken back',
} as const;

/** One import: what it would do, how far it is, what it did, and the way back. */
export default function ImportPage() {
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useGetOne<ImportRunView>(
    'directory-imports',
    { id },
    {
      retry: 1,
      refetchInterval: ({ state }) =>
        state.data && state.data.state in GOING_ON ? ASK_AGAIN : false,
    },
  );
  useDocumentTitle(data?.fileName ?? 'Import');
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (isPending || !data) return <Skeleton variant="rounded" height={360} />;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Head run={data} />
      <Progress run={data} />
      {data.problem && <Alert severity="error">{data.problem}</Alert>}
      {data.state === 'ready' && <ConflictsOfAll run={data} />}
      {data.state === 'done' && data.counts.conflict > 0 && (
        <Alert severity="info">
          {data.counts.conflict === 1 ? 'In one row' : `In ${data.counts.conflict} rows`} ours
          stayed. To take a value of the file after all, bring the file in again: it finds only
          these.
        </Alert>
      )}
      {data.undone && data.undone.left > 0 && (
        <Alert severity="warning">
          {data.undone.left} of {data.undone.left + data.undone.takenBack} were left or only partly
          taken back: somebody has worked with them since. The rows say which.
        </Alert>
      )}
      {data.columns.length > 0 && (data.state === 'ready' || data.state === 'failed') && (
        <MappingPanel key={data.version} run={data} />
      )}
      {data.state !== 'failed' && data.state !== 'reading' && <ImportRows run={data} />}
    </Box>
  );
}

function Head({ run }: { run: ImportRunView }) {
  const done = useImportDone();
  const useful =
    run.counts.new +
    run.counts.update +
    run.counts.conflict +
    run.counts.same +
    run.counts.duplicate;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'flex-start' }}>
      <Box sx={{ flex: '1 1 280px', minWidth: 0 }}>
        <Stack
          direction="row"
          spacing={1.5}
          useFlexGap
          sx={{ alignItems: 'center', flexWrap: 'wrap' }}
        >
          <Typography variant="h1" sx={{ overflowWrap: 'anywhere' }}>
            {run.fileName}
          </Typography>
          <StateMark run={run} />
        </Stack>
        <Typography variant="body2" color="textSecondary">
          {[
            labelOf(IMPORT_KINDS, run.kind),
            `data of ${new Date(run.asOf).toLocaleDateString('en-US', { dateStyle: 'medium' })}`,
          ]
            .filter(Boolean)
            .join(' · ')}
          , by <NameOf resource="users" id={run.startedBy} none="the system" />,{' '}
          <Moment at={run.createdAt} />
        </Typography>
      </Box>
      <RunSteps
        run={run}
        all="/directory-imports"
        takeIn={{ words: `Take ${useful.toLocaleString('en-US')} rows in`, disabled: useful === 0 }}
        onStep={(what) => importActions.step(run.id, what, run.version)}
        onDone={done}
      />
    </Box>
  );
}

function Progress({ run }: { run: ImportRunView }) {
  if (!(run.state in GOING_ON)) return null;
  const words = GOING_ON[run.state as keyof typeof GOING_ON];
  const known = run.total !== null && run.total > 0 && run.state !== 'reading';
  const share = known ? Math.min(100, (run.done / (run.total ?? 1)) * 100) : undefined;
  return (
    <Box role="status">
      <Typography sx={{ mb: 0.5 }}>
        {words}: {run.done.toLocaleString('en-US')}
        {known && ` of ${(run.total ?? 0).toLocaleString('en-US')}`}
      </Typography>
      <LinearProgress
        aria-label={words}
        variant={share === undefined ? 'indeterminate' : 'determinate'}
        value={share}
      />
    </Box>
  );
}
