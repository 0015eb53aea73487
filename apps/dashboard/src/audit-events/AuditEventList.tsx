import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router-dom';
import type { z } from 'zod';
import type { AuditEventView } from '#contract';
import { useStaffChoices } from '../forms/use-choices';
import type { Column, ListFilter } from '../listing/column';
import { ListPage } from '../listing/ListPage';
import { useMe } from '../session/me';
import { NameOf } from '../words/NameOf';
import { AuditTabs } from './AuditTabs';
import { ExportButton } from './ExportButton';
import { toTheSecond } from '../words/time';

type AuditEvent = z.infer<typeof AuditEventView>;

const who = (event: AuditEvent) =>
  event.actorKind === 'staff' ? (
    <NameOf resource="users" id={event.actorId} none="Nobody signed in" />
  ) : (
    'The system'
  );

const COLUMNS: readonly Column<AuditEvent>[] = [
  { key: 'at', label: 'When', sort: 'at', cell: (event) => toTheSecond(event.at) },
  { key: 'who', label: 'Who', cell: who },
  { key: 'action', label: 'Did', cell: (event) => <Deed event={event} /> },
  { key: 'resource', label: 'With', cell: (event) => capital(event.resource) },
  { key: 'record', label: 'Record', cell: (event) => <RecordId event={event} /> },
  { key: 'reason', wrap: true, label: 'Why', cell: (event) => event.reason ?? '' },
  { key: 'ip', label: 'From', cell: (event) => event.ip ?? '' },
];

/** A code as a word of a sentence: "Lead contact added". */
const capital = (code: string): string => {
  const words = code.replaceAll(/[._]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The action in words; its code stays behind it for whoever searches by it. */
function Deed({ event }: { event: AuditEvent }) {
  return <strong title={event.action}>{capital(event.action)}</strong>;
}

/** The end of the record's id, which tells records apart; the whole id behind it. A lead opens. */
function RecordId({ event }: { event: AuditEvent }) {
  const mayOpen = useMe().may('lead.read');
  if (!event.resourceId) return null;
  const short = <code title={event.resourceId}>…{event.resourceId.slice(-12)}</code>;
  if (event.resource !== 'lead' || !mayOpen) return short;
  return (
    <Link component={RouterLink} to={`/leads/${event.resourceId}/show`}>
      {short}
    </Link>
  );
}

/** Who did or read what, when and from where. Rows are only ever added. */
export default function AuditEventList() {
  const filters: ListFilter[] = [
    { kind: 'toggle', source: 'reading', label: 'Changes', value: false },
    { kind: 'toggle', source: 'reading', label: 'Readings', value: true },
    { kind: 'choice', source: 'actorId', label: 'Who', choices: useStaffChoices() },
    { kind: 'since', source: 'from', label: 'From' },
    { kind: 'until', source: 'to', label: 'Until' },
  ];
  return (
    <ListPage<AuditEvent>
      resource="audit-events"
      title="Audit"
      about="Who did or read what, when, and from where. Rows are only ever added."
      sort={{ field: 'at', order: 'DESC' }}
      above={<AuditTabs />}
      actions={<ExportButton />}
      columns={COLUMNS}
      filters={filters}
      searchLabel="An id, or how a deed begins"
      card={(event) => (
        <>
          <Deed event={event} />
          <Typography variant="body2" color="textSecondary">
            {who(event)} · {toTheSecond(event.at)}
          </Typography>
        </>
      )}
      empty={{ title: 'Nothing yet', sentence: 'The first sign-in writes the first row.' }}
    />
  );
}
