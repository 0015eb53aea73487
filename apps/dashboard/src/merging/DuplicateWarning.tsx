import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link as RouterLink } from 'react-router-dom';
import { type DuplicateCandidate, STAGE_LABELS } from '#contract';
import { useSettled } from '../layout/use-settled';
import { NameOf } from '../words/NameOf';
import { merging } from './merging-api';

interface Typed {
  name: string;
  phone: string;
  email: string;
  zip: string;
}

const PAUSE_MS = 350;

/** While somebody types: leads that may be of the same person, and why. Says nothing when there are none. */
export function DuplicateWarning({ name, phone, email, zip }: Typed) {
  const settled = useSettled(JSON.stringify({ name, phone, email, zip }), PAUSE_MS);
  const asked = settled === '' ? null : (JSON.parse(settled) as Typed);
  const enough =
    asked !== null && [asked.name, asked.phone, asked.email].some((part) => part.trim().length > 2);
  const { data } = useQuery({
    queryKey: ['leads', 'duplicates', asked],
    queryFn: () => merging.duplicates(asked ?? {}),
    enabled: enough,
    retry: false,
    gcTime: 0,
    placeholderData: keepPreviousData,
  });
  const found = enough ? (data ?? []) : [];
  return (
    <Box aria-live="polite">
      {found.length > 0 && (
        <Alert severity={found.some(({ strength }) => strength === 'exact') ? 'warning' : 'info'}>
          <AlertTitle sx={{ mb: 0.25 }}>This person may be here already</AlertTitle>
          <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
            {found.map((candidate) => (
              <Candidate key={candidate.lead.id} {...candidate} />
            ))}
          </Box>
        </Alert>
      )}
    </Box>
  );
}

function Candidate({ lead, reasons }: DuplicateCandidate) {
  return (
    <li>
      <Link component={RouterLink} to={`/leads/${lead.id}/show`}>
        #{lead.number} {lead.patientName ?? 'Name not given yet'}
      </Link>
      , {STAGE_LABELS[lead.stage].toLowerCase()},{' '}
      <NameOf resource="users" id={lead.ownerId} none="nobody’s yet" />:{' '}
      {reasons.map(({ because }) => because).join('; ')}
    </li>
  );
}
