import PhoneIcon from '@mui/icons-material/Phone';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import { sentenceOf } from '../api/refusal';
import { usePhone } from './phone-api';
import { dial, usePhoneState } from './phone-store';

interface CallButtonProps {
  leadId: string;
  contactPointId: string;
  /** Whose number it is, for those who hear the page. */
  name: string;
  label?: string;
}

/** Calls a number of a lead from this browser; nothing where that is not set up. The desk says when it may not be. */
export function CallButton({ leadId, contactPointId, name, label = 'Call' }: CallButtonProps) {
  const { data: phone } = usePhone(true);
  const { call } = usePhoneState();
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  if (!phone || phone.kind === 'none') return null;
  const place = async () => {
    setBusy(true);
    try {
      await dial(phone.kind, { leadId, contactPointId });
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning', autoHideDuration: 10_000 });
    }
    setBusy(false);
  };
  return (
    <Button
      size="small"
      variant="outlined"
      startIcon={<PhoneIcon />}
      aria-label={`${label} ${name}`}
      loading={busy}
      disabled={call !== null}
      onClick={() => void place()}
    >
      {label}
    </Button>
  );
}
