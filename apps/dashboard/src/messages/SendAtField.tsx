import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import type { ChannelView } from '#contract';
import { read } from '../api/http-client';
import { WhenField } from '../forms/WhenField';
import { useSettled } from '../layout/use-settled';
import { leadPartKey } from '../live/live';
import { inFull, toLocalInput } from '../words/time';
import { closedInWords } from './message-words';

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** Nothing is asked while the hands of the clock are still being turned. */
const TYPING_MS = 400;

interface SendAtFieldProps {
  leadId: string;
  channel: ChannelView;
  /** As an `<input type="datetime-local">` holds it. */
  value: string;
  problem: string | undefined;
  onChange: (value: string | null) => void;
}

/** When a message goes out; a time at which they may not be written to is said, with the next one that is open. */
export function SendAtField({ leadId, channel, value, problem, onChange }: SendAtFieldProps) {
  const settled = useSettled(value, TYPING_MS);
  const { data: then } = useQuery({
    queryKey: leadPartKey(leadId, 'channels', channel.id, settled),
    queryFn: ({ signal }) => channelAt(leadId, channel.id, new Date(settled), signal),
    enabled: settled !== '' && settled === value,
    retry: 1,
  });
  const opens = then?.opensAt ?? null;
  return (
    <>
      <WhenField
        label="Send at"
        type="datetime-local"
        value={value}
        error={problem !== undefined}
        helperText={problem}
        onChange={(event) => onChange(event.target.value || null)}
      />
      {then && !then.open && (
        <Alert
          severity="warning"
          action={
            opens !== null && (
              <Button
                color="inherit"
                size="small"
                sx={{ whiteSpace: 'nowrap' }}
                onClick={() => onChange(toLocalInput(toMinute(opens)))}
              >
                Send then
              </Button>
            )
          }
        >
          Closed at that time. {then.sentence ?? closedInWords(then.because) ?? ''}{' '}
          {opens === null
            ? 'Only a person can open it.'
            : `The next open time is ${inFull(opens)}.`}
        </Alert>
      )}
    </>
  );
}

/** In an hour, or when they may next be written to after that; as a field holds it. */
export async function nextOpenTime(leadId: string, channel: ChannelView): Promise<string> {
  const inAnHour = new Date(Date.now() + HOUR);
  const then = await channelAt(leadId, channel.id, inAnHour).catch(() => null);
  return toLocalInput(then && !then.open && then.opensAt ? toMinute(then.opensAt) : inAnHour);
}

async function channelAt(
  leadId: string,
  id: string,
  at: Date,
  signal?: AbortSignal,
): Promise<ChannelView | null> {
  const path = `/api/leads/${encodeURIComponent(leadId)}/channels?at=${at.toISOString()}`;
  const channels = await read<ChannelView[]>(path, signal);
  return channels.find((each) => each.id === id) ?? null;
}

/** The field holds whole minutes; a moment that is none is the next. */
const toMinute = (iso: string): Date =>
  new Date(Math.ceil(new Date(iso).getTime() / MINUTE) * MINUTE);
