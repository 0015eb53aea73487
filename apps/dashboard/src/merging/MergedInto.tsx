import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import type { LeadDetail } from '#contract';

/** Says that work goes on elsewhere; what was here stays readable. */
export function MergedInto({ lead }: { lead: LeadDetail }) {
  if (lead.mergedInto === null) return null;
  const { id, number } = lead.mergedInto;
  return (
    <Alert
      severity="warning"
      action={
        <Button color="inherit" component={Link} to={`/leads/${id}/show`}>
          Go to #{number}
        </Button>
      }
    >
      This lead is part of #{number} now. Work on that one; what happened here stays readable.
    </Alert>
  );
}
