import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import {
  DELIVERY_STATES,
  type DeliveryView,
  labelOf,
  WEBHOOK_EVENTS,
  type WebhookView,
} from '#contract';
import { sentenceOf } from '../api/refusal';
import type { Column, ListFilter } from '../listing/column';
import { ListPage } from '../listing/ListPage';
import { Moment } from '../words/Moment';
import { EndpointDialog } from './EndpointDialog';
import { EndpointPanel } from './EndpointPanel';
import { useWebhookDone, useWebhooks, webhookActions } from './webhook-api';

const TONES = { waiting: 'info', delivered: 'success', failed: 'error' } as const;

const State = ({ row }: { row: DeliveryView }) => (
  <Chip size="small" color={TONES[row.state]} label={labelOf(DELIVERY_STATES, row.state)} />
);

/** Who outside is told of what happens, and how each delivery went. */
export default function WebhookPage() {
  const [editing, setEditing] = useState<WebhookView | 'new' | null>(null);
  const { data = [] } = useWebhooks();
  const nameOf = (id: string) => data.find((each) => each.id === id)?.name ?? '';
  const columns: readonly Column<DeliveryView>[] = [
    { key: 'event', label: 'What', cell: (row) => labelOf(WEBHOOK_EVENTS, row.event) },
    { key: 'to', label: 'To', wrap: true, cell: (row) => nameOf(row.endpointId) },
    { key: 'state', label: 'Stands', cell: (row) => <State row={row} /> },
    { key: 'answer', label: 'Answer', cell: (row) => row.answer && <code>{row.answer}</code> },
    { key: 'attempts', label: 'Attempts', align: 'right', cell: (row) => row.attempts },
    { key: 'at', label: 'When', sort: 'createdAt', cell: (row) => <Moment at={row.createdAt} /> },
    { key: 'again', label: 'Again', cell: (row) => <Again row={row} /> },
  ];
  const filters: readonly ListFilter[] = [
    { kind: 'choice', source: 'state', label: 'Stands', choices: DELIVERY_STATES },
  ];
  return (
    <>
      <ListPage<DeliveryView>
        resource="webhook-deliveries"
        title="Webhooks"
        about="Who outside is told that something happened: which record and when, never a name."
        above={<EndpointPanel onEdit={setEditing} />}
        sort={{ field: 'createdAt', order: 'DESC' }}
        columns={columns}
        filters={filters}
        card={(row) => (
          <Box sx={{ display: 'grid', gap: 0.5, justifyItems: 'start' }}>
            <strong>{labelOf(WEBHOOK_EVENTS, row.event)}</strong>
            <State row={row} />
            <Typography variant="body2" color="textSecondary">
              {nameOf(row.endpointId)} · {row.answer} · <Moment at={row.createdAt} />
            </Typography>
            <Again row={row} />
          </Box>
        )}
        empty={{
          title: 'Nothing sent yet',
          sentence: 'What is sent to the addresses above stands here, with what was answered.',
        }}
        actions={
          <Button variant="contained" onClick={() => setEditing('new')}>
            Add an address
          </Button>
        }
      />
      {editing && (
        <EndpointDialog
          webhook={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );
}

function Again({ row }: { row: DeliveryView }) {
  const done = useWebhookDone();
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  if (row.state !== 'failed') return null;
  const again = async () => {
    setBusy(true);
    try {
      await webhookActions.again(row.id);
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    await done();
    setBusy(false);
  };
  return (
    <Button size="small" variant="outlined" loading={busy} onClick={() => void again()}>
      Send again
    </Button>
  );
}
