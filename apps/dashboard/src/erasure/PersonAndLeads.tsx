import Link from '@mui/material/Link';
import Box from '@mui/material/Box';
import { Link as RouterLink } from 'react-router-dom';
import type { ErasureView } from '#contract';

/** Whose it is: a name while there is one, and the leads. */
export function PersonAndLeads({ row }: { row: Pick<ErasureView, 'personName' | 'leads'> }) {
  return (
    <Box sx={{ overflowWrap: 'anywhere' }}>
      <strong>{row.personName ?? 'No name any more'}</strong>
      {row.leads.map(({ id, number, open }) => (
        <Box key={id} component="span" sx={{ ml: 1, whiteSpace: 'nowrap' }}>
          <Link
            component={RouterLink}
            to={`/leads/${id}/show`}
            onClick={(event) => event.stopPropagation()}
          >
            #{number}
          </Link>
          {open && ' (open)'}
        </Box>
      ))}
    </Box>
  );
}
