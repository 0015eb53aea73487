import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useGetOne } from 'react-admin';
import { useParams } from 'react-router-dom';
import { labelOf, SPEND_IMPORT_STATES, type SpendImportView } from '#contract';
import { RunSteps } from '../imports/RunSteps';
import { useDocumentTitle } from '../layout/use-document-title';
import { RecordSkeleton } from '../listing/RecordSkeleton';
import { Failure } from '../listing/states';
import { Moment } from '../words/Moment';
import { dollars } from '../words/money';
import { NameOf } from '../words/NameOf';
import { SpendColumns } from './SpendColumns';
import { SpendLines } from './SpendLines';
import { spendActions, useSpendDone } from './spend-api';

/** One table of spend: what it would do, what it did, and the way back. */
export default function SpendImportPage() {
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useGetOne<SpendImportView>(
    'spend-imports',
    { id },
    { retry: 1 },
  );
  useDocumentTitle('Import of spend');
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (isPending || !data) return <RecordSkeleton what="import" panels={[180, 320]} />;
  const open = data.state === 'ready' || data.state === 'failed';
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Head run={data} />
      {data.problem && <Alert severity="error">{data.problem}</Alert>}
      {data.undone && data.undone.left > 0 && (
        <Alert severity="warning">
          {data.undone.left} of {data.undone.left + data.undone.takenBack} amounts were left:
          somebody changed them since. The lines say which.
        </Alert>
      )}
      {open && <SpendColumns key={data.version} run={data} />}
      {data.state !== 'failed' && <SpendLines run={data} />}
    </Box>
  );
}

function Head({ run }: { run: SpendImportView }) {
  const done = useSpendDone();
  const useful = run.counts.new + run.counts.update;
  const words =
    useful === 1 ? 'Take 1 amount in' : `Take ${useful.toLocaleString('en-US')} amounts in`;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'flex-end' }}>
      <Box sx={{ flex: 1, minWidth: 240 }}>
        <Typography variant="h1" sx={{ overflowWrap: 'anywhere' }}>
          {run.fileName}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {labelOf(SPEND_IMPORT_STATES, run.state)} · {dollars(run.totalCents)} ·{' '}
          <NameOf resource="users" id={run.startedBy} />, <Moment at={run.createdAt} />
        </Typography>
      </Box>
      <RunSteps
        run={run}
        all="/spend-imports"
        takeIn={{ words, disabled: useful === 0 }}
        onStep={(what) => spendActions.step(run, what)}
        onDone={done}
      />
    </Box>
  );
}
