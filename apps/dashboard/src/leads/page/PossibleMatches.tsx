import Alert from '@mui/material/Alert';
import Link from '@mui/material/Link';
import { Link as RouterLink } from 'react-router-dom';
import { type LeadDetail, STAGE_LABELS } from '#contract';

/** Other leads this may belong to: a human decides, a machine never joins people by a shared phone. */
export function PossibleMatches({ lead }: { lead: LeadDetail }) {
  if (lead.possibleMatches.length === 0 && lead.earlierLeads.length === 0) return null;
  return (
    <Alert severity="info">
      {lead.possibleMatches.map((match) => (
        <div key={match.id}>
          May be the same person as{' '}
          <Link component={RouterLink} to={`/leads/${match.leadId}/show`}>
            lead #{match.number}
          </Link>
          : {match.because}
        </div>
      ))}
      {lead.earlierLeads.map((earlier) => (
        <div key={earlier.id}>
          Came before:{' '}
          <Link component={RouterLink} to={`/leads/${earlier.id}/show`}>
            lead #{earlier.number}
          </Link>
          , {STAGE_LABELS[earlier.stage].toLowerCase()}
        </div>
      ))}
    </Alert>
  );
}
