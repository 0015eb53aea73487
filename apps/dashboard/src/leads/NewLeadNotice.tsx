import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useCloseNotification, useGetOne } from 'react-admin';
import { Link } from 'react-router-dom';
import type { LeadDetail } from '#contract';
import { UrgencyMark } from './UrgencyMark';

/** A quiet word that somebody new is waiting, and how urgent it is. */
export function NewLeadNotice({ leadId }: { leadId: string }) {
  const close = useCloseNotification();
  const { data: lead } = useGetOne<LeadDetail>('leads', { id: leadId }, { retry: false });
  return (
    <Alert
      icon={false}
      severity="info"
      onClose={close}
      sx={{
        bgcolor: 'background.paper',
        color: 'text.primary',
        alignItems: 'center',
        boxShadow: 6,
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
        {lead && <UrgencyMark urgency={lead.urgency} short />}
        <span>{lead ? `New lead #${lead.number}` : 'A new lead came in'}</span>
        <Button component={Link} to={`/leads/${leadId}/show`} size="small" onClick={close}>
          Open
        </Button>
      </Box>
    </Alert>
  );
}
