import PhoneInTalkIcon from '@mui/icons-material/PhoneInTalk';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useGetOne } from 'react-admin';
import { Link } from 'react-router-dom';
import type { CallView, LeadDetail } from '#contract';
import { whoOf } from '../leads/lead-words';
import { UrgencyMark } from '../leads/UrgencyMark';
import { phoneInWords } from '../words/phone';

/** One call that comes in, until it is over or waved away. */
export function CallPop({ callId }: { callId: string }) {
  const [waved, setWaved] = useState(false);
  const { data: call } = useGetOne<CallView>('calls', { id: callId }, { retry: false });
  const leadId = call?.leadId ?? null;
  const { data: lead } = useGetOne<LeadDetail>(
    'leads',
    { id: leadId ?? '' },
    { enabled: leadId !== null, retry: false },
  );
  const comesIn = call?.direction === 'inbound' && call.endedAt === null && call.outcome === null;
  if (!comesIn || waved) return null;
  return (
    <Alert
      severity="success"
      role="alert"
      icon={<PhoneInTalkIcon />}
      onClose={() => setWaved(true)}
      sx={{ borderRadius: 0, border: 0, borderBottom: 1, borderColor: 'divider' }}
    >
      <Typography component="span" sx={{ fontWeight: 650, mr: 1 }}>
        {call.phone ? phoneInWords(call.phone) : 'A hidden number'} is calling
      </Typography>
      {lead && (
        <>
          <UrgencyMark urgency={lead.urgency} short />{' '}
          <span>
            {whoOf(lead)}, #{lead.number}
          </span>
        </>
      )}
      {leadId && (
        <Button component={Link} to={`/leads/${leadId}/show`} size="small" sx={{ ml: 1 }}>
          Open the lead
        </Button>
      )}
    </Alert>
  );
}
