import type { EntityManager } from 'typeorm';
import { newId } from '#platform';
import { enqueueJob } from '#queue';
import { codesOf, WEBHOOK_EVENTS } from '#contract';
import { SEND_WEBHOOK } from './jobs.js';

const PAGE = 500;

interface Happened {
  endpoint_id: string;
  event_id: string;
  event: string;
  at: Date;
  resource: string;
  resource_id: string | null;
  lead_id: string | null;
}

/**
 * Makes deliveries of what the audit's chain has gained since the last time, for whoever wants to be told. Reads the
 * chain because it has an order that nothing slips behind; runs under one lock. Gives how far it looked, in links.
 * What a delivery tells is which record and when: ids alone, never a name or what was written.
 */
export async function gatherDeliveries(manager: EntityManager, now: Date): Promise<number> {
  const [cursor] = await manager.query<{ seq: string }[]>(
    'SELECT seq FROM webhook_cursor WHERE one FOR UPDATE',
  );
  const from = Number(cursor?.seq ?? 0);
  const [end] = await manager.query<{ seq: string | null }[]>(
    `SELECT max(seq) AS seq FROM (SELECT seq FROM audit_link WHERE seq > $1 ORDER BY seq LIMIT ${PAGE}) l`,
    [from],
  );
  const to = Number(end?.seq ?? from);
  if (to === from) return 0;
  const happened = await manager.query<Happened[]>(
    `SELECT w.id AS endpoint_id, e.id AS event_id, e.action AS event, e.at, e.resource, e.resource_id, e.lead_id
     FROM audit_link l JOIN audit_event e ON e.id = l.event_id
       JOIN webhook_endpoint w ON w.active AND e.action = ANY (w.events) AND w.created_at <= e.at
     WHERE l.seq > $1 AND l.seq <= $2 AND e.action = ANY ($3) ORDER BY l.seq`,
    [from, to, codesOf(WEBHOOK_EVENTS)],
  );
  for (const one of happened) {
    const id = newId();
    const payload = {
      type: one.event,
      timestamp: one.at.toISOString(),
      data: { resource: one.resource, id: one.resource_id, leadId: one.lead_id },
    };
    const added = await manager.query<unknown[]>(
      `INSERT INTO webhook_delivery (id, endpoint_id, event_id, event, payload, state, created_at)
       VALUES ($1, $2, $3, $4, $5, 'waiting', $6) ON CONFLICT DO NOTHING RETURNING id`,
      [id, one.endpoint_id, one.event_id, one.event, JSON.stringify(payload), now],
    );
    if (added.length > 0) {
      await enqueueJob(manager, SEND_WEBHOOK, { deliveryId: id }, { dueAt: now });
    }
  }
  await manager.query('UPDATE webhook_cursor SET seq = $1 WHERE one', [to]);
  return to - from;
}
