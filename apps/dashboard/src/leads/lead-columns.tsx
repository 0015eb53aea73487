import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router-dom';
import { CLOSED_REASONS, LANGUAGES, type LeadRow, labelOf } from '#contract';
import type { Column } from '../listing/column';
import { TagsOf } from '../tags/TagsOf';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { LeadPhone } from '../phone';
import { ClockMark } from './ClockMark';
import { whoOf } from './lead-words';
import { StageMark } from './StageMark';
import { UrgencyMark } from './UrgencyMark';

/** The columns of the lead list. Encrypted values never sort: the desk refuses it, so it isn't offered. */
export const LEAD_COLUMNS: readonly Column<LeadRow>[] = [
  {
    key: 'patient',
    label: 'Who',
    cell: (lead) => (
      <>
        <Link
          component={RouterLink}
          to={`/leads/${lead.id}/show`}
          underline="hover"
          sx={{ fontWeight: 650, color: 'text.primary' }}
        >
          {whoOf(lead)}
        </Link>
        {lead.forWhom === 'other' && lead.contactName && lead.patientName && (
          <Typography variant="caption" color="textSecondary" component="div">
            through {lead.contactName}
          </Typography>
        )}
      </>
    ),
  },
  {
    key: 'urgency',
    label: 'Urgency',
    sort: 'urgency',
    cell: (lead) => <UrgencyMark urgency={lead.urgency} short="unlessWide" />,
  },
  { key: 'clock', label: 'Next promise', sort: 'nextActionAt', cell: nextPromise },
  {
    key: 'phone',
    label: 'Phone',
    cell: (lead) =>
      lead.phone ? <LeadPhone leadId={lead.id} value={lead.phone} /> : (lead.email ?? ''),
  },
  {
    key: 'stage',
    label: 'Stage',
    sort: 'stage',
    cell: (lead) => <StageMark stage={lead.stage} />,
  },
  {
    key: 'owner',
    label: 'Owner',
    cell: (lead) => <NameOf resource="users" id={lead.ownerId} none="Nobody yet" />,
  },
  {
    key: 'tags',
    label: 'Tags',
    cell: (lead) => <TagsOf ids={lead.tagIds} most={1} />,
  },
  {
    key: 'received',
    label: 'Received',
    sort: 'receivedAt',
    cell: (lead) => <Moment at={lead.receivedAt} />,
  },
  {
    key: 'source',
    label: 'Source',
    quiet: true,
    cell: (lead) => <NameOf resource="sources" id={lead.sourceId} />,
  },
  {
    key: 'state',
    label: 'State',
    sort: 'state',
    quiet: true,
    cell: (lead) => lead.state ?? '',
  },
  {
    key: 'number',
    label: 'Number',
    sort: 'number',
    align: 'right',
    quiet: true,
    cell: (lead) => lead.number,
  },
  {
    key: 'team',
    label: 'Team',
    quiet: true,
    cell: (lead) => <NameOf resource="teams" id={lead.teamId} none="No team" />,
  },
  {
    key: 'firstContact',
    label: 'First spoken with',
    quiet: true,
    cell: (lead) => lead.firstContactAt && <Moment at={lead.firstContactAt} />,
  },
  {
    key: 'attempts',
    label: 'Attempts',
    align: 'right',
    quiet: true,
    cell: (lead) => lead.attempts,
  },
  {
    key: 'language',
    label: 'Language',
    quiet: true,
    cell: (lead) => labelOf(LANGUAGES, lead.language),
  },
  { key: 'email', label: 'E-mail', quiet: true, cell: (lead) => lead.email ?? '' },
  {
    key: 'lastActivity',
    label: 'Last activity',
    quiet: true,
    cell: (lead) => <Moment at={lead.lastActivityAt} />,
  },
];

/** The running clock of a lead, or why there is none. */
export function nextPromise(lead: LeadRow) {
  if (lead.nextClock) return <ClockMark clock={lead.nextClock} />;
  if (lead.closedAt) {
    return (
      <Typography variant="body2" component="span" color="textSecondary">
        {labelOf(CLOSED_REASONS, lead.closedReason) || 'Closed'}
      </Typography>
    );
  }
  if (lead.nextActionAt) return <Moment at={lead.nextActionAt} />;
  return (
    <Typography variant="body2" component="span" color="textSecondary">
      Nothing planned
    </Typography>
  );
}
