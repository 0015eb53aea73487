import PhoneInTalkIcon from '@mui/icons-material/PhoneInTalk';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useGetOne } from 'react-admin';
import { Link } from 'react-router-dom';
import { type CallView, type DutyNow, type LeadDetail, popsUpFor } from '#contract';
import { useDutyNow } from '../duty/duty-api';
import { whoOf } from '../leads/lead-words';
import { UrgencyMark } from '../leads/UrgencyMark';
import { ClaimCall, useInCallBar } from '../phone';
import { useMe } from '../session/me';
import { phoneInWords } from '../words/phone';

/** One call that comes in, at those whom it concerns, until it is over or waved away. */
export function CallPop({ callId }: { callId: string }) {
  const [waved, setWaved] = useState(false);
  const { data: call } = useGetOne<CallView>('calls', { id: callId }, { retry: false });
  const leadId = call?.leadId ?? null;
  const found = useGetOne<LeadDetail>(
    'leads',
    { id: leadId ?? '' },
    { enabled: leadId !== null, retry: false },
  );
  const lead = found.data;
  const comesIn = call?.direction === 'inbound' && call.endedAt === null && call.outcome === null;
  const inBar = useInCallBar(call);
  const concernsMe = useConcern(comesIn ? call : undefined, lead?.ownerId ?? null);
  if (!comesIn || waved || inBar || !concernsMe) return null;
  return (
    <Alert
      severity="success"
      role="alert"
      icon={<PhoneInTalkIcon />}
      onClose={() => setWaved(true)}
      sx={{ borderRadius: 0, border: 0, borderBottom: 1, borderColor: 'divider' }}
    >
      <Typography component="span" sx={{ fontWeight: 650, mr: 1 }}>
        {call.phone ? phoneInWords(call.phone) : 'A hidden number'}{' '}
        {call.state === 'talking' ? 'is on the line' : 'is calling'}
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
      {call.state === 'talking' && call.staffId === null && <ClaimCall callId={callId} />}
    </Alert>
  );
}

/** Whether a call that comes in is for whoever looks. While it cannot be told who works, it is. */
function useConcern(call: CallView | undefined, ownerId: string | null): boolean {
  const { me } = useMe();
  const duty = useDutyNow(call !== undefined);
  if (!call || !me) return false;
  if (!duty.data) return duty.isError;
  return popsUpFor(me.id, { takenBy: call.staffId, ownerId }, whoWorks(duty.data));
}

function whoWorks({ open, onDuty, onCall }: DutyNow) {
  const ids = (people: DutyNow['onDuty']) => people.map(({ staffId }) => staffId);
  return { open, onDuty: ids(onDuty), onCall: ids(onCall) };
}
