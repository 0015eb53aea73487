import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { useReference } from 'react-admin';

interface NameOfProps {
  resource: 'users' | 'sources' | 'teams' | 'payers' | 'tracking-numbers';
  id: string | null | undefined;
  /** What to say when there is nobody (or nothing). */
  none?: string;
}

/** The name of a record known by its id. Many on one page are asked for together. */
export function NameOf({ resource, id, none = '' }: NameOfProps) {
  if (!id) {
    return (
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {none}
      </Box>
    );
  }
  return <KnownName resource={resource} id={id} />;
}

function KnownName({ resource, id }: { resource: string; id: string }) {
  const { referenceRecord, isPending } = useReference({ reference: resource, id });
  if (isPending) return <Skeleton component="span" sx={{ display: 'inline-block' }} width={72} />;
  const name = referenceRecord?.name ?? referenceRecord?.label;
  return <span>{typeof name === 'string' ? name : 'Unknown'}</span>;
}
