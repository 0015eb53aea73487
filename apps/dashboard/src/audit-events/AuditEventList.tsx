import Typography from '@mui/material/Typography';
import type { z } from 'zod';
import type { AuditEventView } from '#contract';
import { useStaffChoices } from '../forms/use-choices';
import type { Column, ListFilter } from '../listing/column';
import { ListPage } from '../listing/ListPage';
import { NameOf } from '../words/NameOf';
import { inFull } from '../words/time';

type AuditEvent = z.infer<typeof AuditEventView>;

const who = (event: AuditEvent) =>
  event.actorKind === 'staff' ? (
    <NameOf resource="users" id={event.actorId} none="Nobody signed in" />
  ) : (
    'The system'
  );

const COLUMNS: readonly Column<AuditEvent>[] = [
  { key: 'at', label: 'When', sort: 'at', cell: (event) => inFull(event.at) },
  { key: 'who', label: 'Who', cell: who },
  { key: 'action', label: 'Did', cell: (event) => <strong>{event.action}</strong> },
  { key: 'resource', label: 'With', cell: (event) => event.resource },
  { key: 'record', label: 'Record', cell: (event) => <code>{event.resourceId ?? ''}</code> },
  { key: 'reason', wrap: true, label: 'Why', cell: (event) => event.reason ?? '' },
  { key: 'ip', label: 'From', cell: (event) => event.ip ?? '' },
];

/** Who did or read what, when and from where. Rows are only ever added. */
export function AuditEventList() {
  const filters: ListFilter[] = [
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
      columns={COLUMNS}
      filters={filters}
      card={(event) => (
        <>
          <strong>{event.action}</strong>
          <Typography variant="body2" color="textSecondary">
            {who(event)} · {inFull(event.at)}
          </Typography>
        </>
      )}
      empty={{ title: 'Nothing yet', sentence: 'The first sign-in writes the first row.' }}
    />
  );
}
