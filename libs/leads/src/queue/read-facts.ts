import type { EntityManager } from 'typeorm';
import { placeOf } from '#consent';
import type { ClockKind, Stage, TaskKind, Urgency } from '#contract';
import type { WorkingTime } from '#content';
import type { QueueFacts } from './queue-facts.js';

interface Row {
  id: string;
  stage: Stage;
  urgency: Urgency;
  closed_at: Date | null;
  owner_id: string | null;
  team_id: string | null;
  zip: string | null;
  state: string | null;
  last_attempt_at: Date | null;
  last_contact_at: Date | null;
  last_activity_at: Date;
  inbound_at: Date;
  unanswered_at: Date | null;
  alert_at: Date | null;
  snoozed_until: Date | null;
  snoozed_at: Date | null;
  clocks: { kind: ClockKind; startedAt: string; dueAt: string; aboutCall: boolean }[] | null;
  tasks: { kind: TaskKind; dueAt: string; promised: boolean }[] | null;
  phone_id: string | null;
  phone_enc: string | null;
}

/** A lead's facts with who has it. */
export interface LeadInQueue {
  leadId: string;
  ownerId: string | null;
  teamId: string | null;
  facts: QueueFacts;
}

/**
 * A task that nothing made by itself has a time somebody agreed on. What is open is asked for with `coalesce`, which
 * keeps to the index by lead: that of all open tasks looks small until the table has been analysed.
 */
const READ = `
  SELECT l.id, l.stage, l.urgency, l.closed_at, l.owner_id, l.team_id, l.zip, l.state, l.last_attempt_at,
    l.last_contact_at, l.last_activity_at,
    GREATEST(l.received_at,
      (SELECT max(i.received_at) FROM lead_inquiry li JOIN inquiry i ON i.id = li.inquiry_id
        WHERE li.lead_id = l.id),
      (SELECT max(k.started_at) FROM call k WHERE k.lead_id = l.id AND k.direction = 'inbound'),
      (SELECT max(m.created_at) FROM message m WHERE m.lead_id = l.id AND m.direction = 'in')
    ) AS inbound_at,
    (SELECT min(m.created_at) FROM message m WHERE m.lead_id = l.id AND m.direction = 'in'
      AND m.handled_at IS NULL) AS unanswered_at,
    (SELECT a.raised_at FROM alert a WHERE a.lead_id = l.id AND a.acknowledged_at IS NULL) AS alert_at,
    s.until AS snoozed_until, s.at AS snoozed_at,
    (SELECT jsonb_agg(jsonb_build_object('kind', c.kind, 'startedAt', c.started_at, 'dueAt', c.due_at,
        'aboutCall', EXISTS (SELECT 1 FROM call k WHERE k.id = c.subject_id)) ORDER BY c.due_at, c.id)
      FROM clock c WHERE c.lead_id = l.id AND coalesce(c.met_at, c.cancelled_at) IS NULL) AS clocks,
    (SELECT jsonb_agg(jsonb_build_object('kind', t.kind, 'dueAt', t.due_at, 'promised',
        t.promised_at IS NOT NULL) ORDER BY t.due_at, t.id)
      FROM task t WHERE t.lead_id = l.id AND coalesce(t.done_at, t.dropped_at) IS NULL) AS tasks,
    p.id AS phone_id, p.value_enc AS phone_enc
  FROM lead l
  LEFT JOIN snooze s ON s.lead_id = l.id AND s.ended_at IS NULL
  LEFT JOIN LATERAL (
    SELECT cp.id, cp.value_enc FROM (
        SELECT l.patient_id AS person_id, 0 AS rank
        UNION ALL SELECT lc.person_id, 1 FROM lead_contact lc
          WHERE lc.lead_id = l.id AND lc.ended_at IS NULL) who
      JOIN person_contact pc ON pc.person_id = who.person_id
      JOIN contact_point cp ON cp.id = pc.contact_point_id AND cp.kind = 'phone'
    ORDER BY who.rank, pc.created_at, pc.id LIMIT 1) p ON true
  WHERE l.id = ANY($1::uuid[])`;

/**
 * Reads the facts of leads with one statement. The person's phone is opened only to learn where they
 * may be.
 */
export async function readFacts(
  manager: EntityManager,
  leadIds: readonly string[],
  working: WorkingTime,
  openPhone: (row: { id: string; value_enc: string }) => string,
): Promise<LeadInQueue[]> {
  const rows = await manager.query<Row[]>(READ, [leadIds]);
  return rows.map((row) => {
    const phone =
      row.phone_id && row.phone_enc
        ? openPhone({ id: row.phone_id, value_enc: row.phone_enc })
        : null;
    const { snoozed_until: until, snoozed_at: at } = row;
    return {
      leadId: row.id,
      ownerId: row.owner_id,
      teamId: row.team_id,
      facts: {
        stage: row.stage,
        urgency: row.urgency,
        closed: row.closed_at !== null,
        owned: row.owner_id !== null,
        clocks: (row.clocks ?? []).map((clock) => ({
          ...clock,
          startedAt: new Date(clock.startedAt),
          dueAt: new Date(clock.dueAt),
        })),
        tasks: (row.tasks ?? []).map((task) => ({ ...task, dueAt: new Date(task.dueAt) })),
        inboundAt: row.inbound_at,
        unansweredAt: row.unanswered_at,
        lastAttemptAt: row.last_attempt_at,
        lastContactAt: row.last_contact_at,
        lastActivityAt: row.last_activity_at,
        alertAt: row.alert_at,
        snooze: until && at ? { until, at } : null,
        place: placeOf({ zip: row.zip, state: row.state, phone }),
        working,
      },
    };
  });
}
