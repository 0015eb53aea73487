import PhoneMissedIcon from '@mui/icons-material/PhoneMissed';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { ComponentType, ReactNode } from 'react';
import { useGetList } from 'react-admin';
import { Link } from 'react-router-dom';
import type { CallView } from '#contract';
import { UrgencyMark } from '../leads/UrgencyMark';
import { phoneInWords } from '../words/phone';
import { CallButton } from './CallButton';
import type { CurrentCall } from './phone-state';
import { forgetMissed } from './phone-store';
import { useCallWho } from './use-call-who';

interface MissedCallProps {
  call: CurrentCall;
  frame: ComponentType<{ children: ReactNode }>;
}

const MISSED: ReadonlySet<string | null> = new Set(['missed', 'abandoned', 'voicemail']);

/** A call that rang here and that nobody took: called back with one click. Nothing while it rings on, or once somebody has it. */
export function MissedCall({ call, frame: Frame }: MissedCallProps) {
  const who = useCallWho(call);
  const { data } = useGetList<CallView>(
    'calls',
    { filter: { callSid: call.callSid }, pagination: { page: 1, perPage: 1 } },
    {
      enabled: call.callSid !== null && call.callSid !== '',
      retry: false,
      refetchInterval: (query) => (query.state.data?.data[0]?.outcome ? false : 2000),
    },
  );
  const known = data?.[0];
  if (!known || !MISSED.has(known.outcome)) return null;
  return (
    <Frame>
      <Box role="status" sx={{ display: 'flex', alignItems: 'center', gap: 1, minWidth: 0 }}>
        <PhoneMissedIcon color="error" aria-hidden />
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Typography sx={{ fontWeight: 650 }} noWrap>
            Nobody took the call of {who.named ? who.name : phoneInWords(call.number)}
          </Typography>
          <Typography variant="body2" color="textSecondary">
            {phoneInWords(call.number)}
            {known.outcome === 'voicemail' && ' · they left a message'}
          </Typography>
        </Box>
        {who.urgency && <UrgencyMark urgency={who.urgency} short />}
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 1.5 }}>
        {who.leadId && known.contactPointId && (
          <CallButton
            leadId={who.leadId}
            contactPointId={known.contactPointId}
            name={who.named ? who.name : phoneInWords(call.number)}
            label="Call back"
          />
        )}
        {who.leadId && (
          <Button component={Link} to={`/leads/${who.leadId}/show`}>
            Open the lead
          </Button>
        )}
        <Button color="secondary" onClick={forgetMissed} sx={{ ml: 'auto' }}>
          Not now
        </Button>
      </Box>
    </Frame>
  );
}
