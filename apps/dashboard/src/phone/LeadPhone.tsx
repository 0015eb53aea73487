import Link from '@mui/material/Link';
import { useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import type { ChannelView } from '#contract';
import { read } from '../api/http-client';
import { sentenceOf } from '../api/refusal';
import { leadPartKey } from '../live/live';
import { useMe } from '../session/me';
import { phoneInWords } from '../words/phone';
import { PhoneLink } from '../words/PhoneLink';
import { wayTo } from './call-ways';
import { usePhone } from './phone-api';
import { dial } from './phone-store';

interface LeadPhoneProps {
  leadId: string;
  value: string;
  strong?: boolean;
  /** Like the words around it, where they stand on a colour. */
  plain?: boolean;
}

/** A number of somebody on a lead, in a list: called from this browser where that is set up, else by one's own phone. */
export function LeadPhone({ leadId, value, strong = false, plain = false }: LeadPhoneProps) {
  const mayCall = useMe().may('call.log');
  const { data: line } = usePhone(mayCall);
  const notify = useNotify();
  const client = useQueryClient();
  if (!line || line.kind === 'none') {
    return <PhoneLink value={value} strong={strong} plain={plain} />;
  }
  const place = async () => {
    try {
      const channels = await client.fetchQuery({
        queryKey: leadPartKey(leadId, 'channels'),
        queryFn: ({ signal }) =>
          read<ChannelView[]>(`/api/leads/${encodeURIComponent(leadId)}/channels`, signal),
      });
      const way = wayTo(channels, value);
      if (!way)
        throw new Error('This number is not on the lead any more: open it to see which is.');
      await dial(line.kind, { leadId, contactPointId: way.contactPointId });
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning', autoHideDuration: 10_000 });
    }
  };
  return (
    <Link
      component="button"
      type="button"
      underline={plain ? 'always' : 'hover'}
      color={plain ? 'inherit' : 'primary'}
      aria-label={`Call ${phoneInWords(value)}`}
      onClick={(event) => {
        event.stopPropagation();
        void place();
      }}
      // Enter calls; in a row it does not open the row as well.
      onKeyDown={(event) => event.stopPropagation()}
      sx={{
        whiteSpace: 'nowrap',
        font: 'inherit',
        verticalAlign: 'baseline',
        ...(strong && { display: 'inline-block', py: 0.5, fontWeight: 650 }),
      }}
    >
      {phoneInWords(value)}
    </Link>
  );
}
