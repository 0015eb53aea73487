import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router-dom';
import { CALL_DISPOSITIONS, type CallView, labelOf } from '#contract';
import type { Column, ListFilter } from '../listing/column';
import { ListPage } from '../listing/ListPage';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { PhoneLink } from '../words/PhoneLink';
import { talkTime } from '../words/time';

const OUTCOMES = [
  { code: 'answered', label: 'Answered' },
  { code: 'missed', label: 'Missed' },
  { code: 'voicemail', label: 'Voicemail' },
  { code: 'abandoned', label: 'Hung up before an answer' },
] as const;
const DIRECTIONS = [
  { code: 'inbound', label: 'They called' },
  { code: 'outbound', label: 'We called' },
] as const;

const talk = (call: CallView) => (call.talkSeconds === null ? '' : talkTime(call.talkSeconds));
const outcome = (call: CallView) =>
  call.disposition
    ? labelOf(CALL_DISPOSITIONS, call.disposition)
    : labelOf(OUTCOMES, call.outcome) || 'Going on';

const COLUMNS: readonly Column<CallView>[] = [
  {
    key: 'phone',
    label: 'Number',
    cell: (call) => (call.phone ? <PhoneLink value={call.phone} strong /> : 'Withheld'),
  },
  { key: 'direction', label: 'Direction', cell: (call) => labelOf(DIRECTIONS, call.direction) },
  { key: 'outcome', label: 'What came of it', cell: outcome },
  { key: 'talk', label: 'Talk time', align: 'right', cell: talk },
  { key: 'staff', label: 'Who', cell: (call) => <NameOf resource="users" id={call.staffId} /> },
  {
    key: 'tracking',
    label: 'Number called',
    cell: (call) => <NameOf resource="tracking-numbers" id={call.trackingNumberId} />,
  },
  {
    key: 'lead',
    label: 'Lead',
    cell: (call) =>
      call.leadId && (
        <Link component={RouterLink} to={`/leads/${call.leadId}/show`}>
          Open the lead
        </Link>
      ),
  },
  {
    key: 'started',
    label: 'When',
    sort: 'startedAt',
    cell: (call) => <Moment at={call.startedAt} />,
  },
];

const FILTERS: readonly ListFilter[] = [
  { kind: 'toggle', source: 'outcome', label: 'Missed', value: 'missed' },
  { kind: 'toggle', source: 'outcome', label: 'Voicemail', value: 'voicemail' },
  { kind: 'choice', source: 'direction', label: 'Direction', choices: DIRECTIONS },
  { kind: 'choice', source: 'outcome', label: 'What came of it', choices: OUTCOMES },
];

/** Every call, in and out. */
export function CallList() {
  return (
    <ListPage<CallView>
      resource="calls"
      title="Calls"
      about="Every call in and out, as the phone company and your colleagues reported it."
      sort={{ field: 'startedAt', order: 'DESC' }}
      columns={COLUMNS}
      filters={FILTERS}
      rowTo={(call) => (call.leadId ? `/leads/${call.leadId}/show` : null)}
      card={(call) => (
        <>
          {call.phone ? <PhoneLink value={call.phone} strong /> : 'Withheld'}
          <Typography variant="body2" color="textSecondary">
            {labelOf(DIRECTIONS, call.direction)} · {outcome(call)} · <Moment at={call.startedAt} />
          </Typography>
        </>
      )}
      empty={{ title: 'No call yet', sentence: 'Calls appear here while they ring.' }}
    />
  );
}
