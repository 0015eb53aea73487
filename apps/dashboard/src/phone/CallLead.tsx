import CallIcon from '@mui/icons-material/Call';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useEffect, useState } from 'react';
import { useNotify } from 'react-admin';
import type { ChannelView } from '#contract';
import { sentenceOf } from '../api/refusal';
import { KeyHint } from '../layout/KeyHint';
import { openAction } from '../leads/actions/open-action';
import { useLeadPart } from '../leads/use-lead-part';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { phoneInWords } from '../words/phone';
import { useNow } from '../words/use-now';
import { numberToCall } from './call-ways';
import { usePhone } from './phone-api';
import { dial, usePhoneState } from './phone-store';
import { useCallKeys } from './use-call-keys';

/** A number that opens by the passing of time opens without a word of the desk. */
const LOOK_AGAIN_MS = 30_000;

interface CallLeadProps {
  leadId: string;
  /** The number that is known before the desk has said which may be called. */
  phone: string | null;
  variant: 'contained' | 'outlined';
}

/**
 * Calls the person, from this browser where that is set up, else by one's own phone. A number that may
 * not be called now says why and when it may. Nothing where no number is known.
 */
export function CallLead({ leadId, phone, variant }: CallLeadProps) {
  const mayCall = useMe().may('call.log');
  const { data: line } = usePhone(mayCall);
  const { call } = usePhoneState();
  const channels = useLeadPart<ChannelView[]>(leadId, 'channels', mayCall);
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  const way = numberToCall(channels.data ?? []);
  const number = way?.address ?? phone;
  const here = line !== undefined && line.kind !== 'none';
  const closed = way !== undefined && !way.open;
  const now = useNow(LOOK_AGAIN_MS);
  const isOverdue = closed && way.opensAt !== null && Date.parse(way.opensAt) <= now;
  const { refetch } = channels;
  useEffect(() => {
    if (isOverdue) void refetch();
  }, [isOverdue, refetch]);
  const place = async () => {
    if (!here || !way || busy) return;
    setBusy(true);
    try {
      await dial(line.kind, { leadId, contactPointId: way.contactPointId });
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning', autoHideDuration: 10_000 });
      await refetch();
    }
    setBusy(false);
  };
  useCallKeys(here && way?.open && call === null ? { C: place } : {});
  if (number === null) return null;
  return (
    <>
      <Button
        variant={closed ? 'outlined' : variant}
        size="large"
        startIcon={<CallIcon />}
        disabled={closed || (here && (!way || call !== null))}
        loading={busy}
        loadingPosition="start"
        {...(here ? { onClick: () => void place() } : { href: `tel:${number}` })}
      >
        {phoneInWords(number)}
        {here && way?.open && <KeyHint keys="Shift C" />}
      </Button>
      {closed && (
        <Typography variant="body2" sx={{ flexBasis: '100%', order: 1, color: 'warning.main' }}>
          No call now: {way.sentence}
          {way.opensAt && (
            <>
              {' '}
              Opens <Moment at={way.opensAt} />.
            </>
          )}
          {isForThemToOpen(way) && (
            <Button
              size="small"
              sx={{ ml: 1 }}
              onClick={() => openAction({ action: 'consent', contactPointId: way.contactPointId })}
            >
              They agreed
            </Button>
          )}
        </Typography>
      )}
    </>
  );
}

/** What keeps it closed is that they have not agreed, or that their request was answered. */
const isForThemToOpen = ({ because }: ChannelView) =>
  because === 'no_consent' || because === 'request_used_up' || because === 'stopped';
