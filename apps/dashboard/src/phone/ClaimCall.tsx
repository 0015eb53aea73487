import Button from '@mui/material/Button';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import { sentenceOf } from '../api/refusal';
import { claimCall, CURRENT_CALL_KEY } from './conference-api';

/** Somebody took the call at a phone of ours: whoever it is says so, and can hold it and bring others in from here. */
export function ClaimCall({ callId }: { callId: string }) {
  const client = useQueryClient();
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  const claim = async () => {
    setBusy(true);
    try {
      client.setQueryData(CURRENT_CALL_KEY, await claimCall(callId));
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    setBusy(false);
  };
  return (
    <Button
      size="small"
      variant="outlined"
      loading={busy}
      onClick={() => void claim()}
      sx={{ ml: 1 }}
    >
      I am on this call
    </Button>
  );
}
