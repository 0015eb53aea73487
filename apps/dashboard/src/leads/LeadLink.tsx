import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Skeleton from '@mui/material/Skeleton';
import { useReference } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import type { LeadRow } from '#contract';
import { useMe } from '../session/me';
import { whoOf } from './lead-words';

/** A lead known by its id, by number and name. Many on one page are asked for together. */
export function LeadLink({ id }: { id: string | null }) {
  const { may } = useMe();
  if (id === null || !may('lead.read')) return null;
  return <KnownLead id={id} />;
}

function KnownLead({ id }: { id: string }) {
  const { referenceRecord: lead, isPending } = useReference<LeadRow>({ reference: 'leads', id });
  if (isPending) return <Skeleton component="span" sx={{ display: 'inline-block' }} width={120} />;
  return (
    <Link
      component={RouterLink}
      to={`/leads/${id}/show`}
      underline="hover"
      // Room for a finger.
      sx={{ display: 'inline-block', py: 0.375 }}
    >
      {lead ? (
        <>
          <Box component="span" sx={{ color: 'text.secondary' }}>
            #{lead.number}
          </Box>{' '}
          {whoOf(lead)}
        </>
      ) : (
        'Open the lead'
      )}
    </Link>
  );
}
