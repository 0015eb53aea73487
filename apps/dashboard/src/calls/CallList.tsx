import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router-dom';
import { type CallView, mayListen } from '#contract';
import { LeadLink } from '../leads/LeadLink';
import type { Column, ListFilter } from '../listing/column';
import { ListPage } from '../listing/ListPage';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { useMe } from '../session/me';
import { CallNumber } from './CallNumber';
import { DIRECTIONS, directionOf, OUTCOMES, outcomeOf, talkOf } from './call-words';

const COLUMNS: readonly Column<CallView>[] = [
  {
    key: 'phone',
    label: 'Number',
    cell: (call) => <CallNumber call={call} strong />,
  },
  {
    key: 'lead',
    label: 'Lead',
    cell: (call) => <LeadLink id={call.leadId} />,
  },
  { key: 'direction', label: 'Direction', cell: directionOf },
  { key: 'outcome', label: 'What came of it', cell: outcomeOf },
  { key: 'talk', label: 'Talk time', align: 'right', cell: talkOf },
  {
    key: 'staff',
    label: 'Colleague',
    cell: (call) => <NameOf resource="users" id={call.staffId} />,
  },
  {
    key: 'tracking',
    label: 'Number called',
    cell: (call) => <NameOf resource="tracking-numbers" id={call.trackingNumberId} />,
  },
  { key: 'listen', label: 'Recording', cell: (call) => <ListenLink call={call} /> },
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
export default function CallList() {
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
          <CallNumber call={call} strong />
          {call.leadId && (
            <Typography variant="body2">
              <LeadLink id={call.leadId} />
            </Typography>
          )}
          <Typography variant="body2" color="textSecondary">
            {directionOf(call)} · {outcomeOf(call)} · <Moment at={call.startedAt} />{' '}
            <ListenLink call={call} />
          </Typography>
        </>
      )}
      empty={{ title: 'No call yet', sentence: 'Calls appear here while they ring.' }}
    />
  );
}

/** To the call's page, where it is heard; nothing for a call that was not recorded, or is not for these ears. */
function ListenLink({ call }: { call: CallView }) {
  const { me } = useMe();
  if (!call.hasRecording || !me || !mayListen(call, me)) return null;
  return (
    <Link
      component={RouterLink}
      to={`/calls/${call.id}/show`}
      onClick={(event) => event.stopPropagation()}
    >
      Listen
    </Link>
  );
}
