import Alert from '@mui/material/Alert';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type ChannelView, labelOf, RELATIONSHIPS } from '#contract';
import { phoneInWords } from '../words/phone';
import { inFull } from '../words/time';
import { CHANNEL_WORDS, closedInWords } from './message-words';

interface ChannelFieldProps {
  channels: readonly ChannelView[];
  value: string;
  onChange: (id: string) => void;
}

/** Whom to write to and how. Closed ways are named too, with why. */
export function ChannelField({ channels, value, onChange }: ChannelFieldProps) {
  return (
    <TextField
      select
      fullWidth
      label="To"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {channels.map((channel) => (
        <MenuItem key={channel.id} value={channel.id}>
          <Typography component="span" noWrap sx={{ minWidth: 0 }}>
            {CHANNEL_WORDS[channel.channel]} · {phoneInWords(channel.address)} · {whose(channel)}
            {!channel.open && ' · closed now'}
          </Typography>
        </MenuItem>
      ))}
    </TextField>
  );
}

const whose = ({ personName, relationship }: ChannelView): string => {
  const stands =
    relationship === 'self' ? 'patient' : labelOf(RELATIONSHIPS, relationship).toLowerCase();
  return personName === null ? stands : `${personName} (${stands})`;
};

/** Why a way to reach somebody is closed, and when it opens. */
export function ClosedNotice({ channel }: { channel: ChannelView }) {
  if (channel.open) return null;
  return (
    <Alert severity="warning">
      {channel.sentence ?? closedInWords(channel.because) ?? 'This way is closed now.'}{' '}
      {channel.opensAt === null
        ? 'Only a person can open it: ask them, and record what they say.'
        : `Opens ${inFull(channel.opensAt)}.`}
    </Alert>
  );
}
