import Skeleton from '@mui/material/Skeleton';
import { useGetOne } from 'react-admin';
import { useParams } from 'react-router-dom';
import type { CadenceDetail } from '#contract';
import { useDocumentTitle } from '../layout/use-document-title';
import { Failure } from '../listing/states';
import { CadenceEditor } from './CadenceEditor';

/** One follow-up plan, to read or to change; a new one without an id. */
export default function CadencePage() {
  const { id = 'create' } = useParams();
  useDocumentTitle('Follow-up plan');
  if (id === 'create') return <CadenceEditor cadence={null} />;
  return <Existing id={id} />;
}

function Existing({ id }: { id: string }) {
  const { data, error, isPending, refetch } = useGetOne<CadenceDetail>(
    'cadences',
    { id, meta: WHOLE },
    { retry: 1, refetchOnWindowFocus: false },
  );
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Skeleton variant="rounded" height={420} />;
  return <CadenceEditor key={`${id}-${data.version}`} cadence={data} />;
}

/** Keeps the plan with its steps apart from the row a list left in the cache. */
const WHOLE = { whole: true };
