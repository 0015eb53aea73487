import { expect } from '@jest/globals';
import type { Client } from 'pg';
import { type House, untilDrained } from './house.js';
import type { Traffic } from './traffic.js';

/** Everything worked off within `longest` milliseconds, and every request with its one lead. */
export async function expectAll(
  { client }: Pick<House, 'client'>,
  traffic: Traffic,
  longest: number,
): Promise<void> {
  const drained = await untilDrained(client, longest);
  const invariants = await invariantsOf(client, traffic);
  tell(
    `${traffic.requests.length} requests of ${traffic.people} people, drained after ${drained} ms; ` +
      `${invariants.length} counts compared`,
  );
  for (const line of await undone(client)) tell(line);
  expect(invariants).toEqual(invariants.map((i) => ({ ...i, found: i.expected })));
}

/** What is due and not done, for whoever has to find out why. */
async function undone(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(
    `SELECT format('not done: %s × %s/%s, handed over %s ago, last error %s', count(*), queue, name,
       date_trunc('second', now() - max(handed_at)), max(last_error)) AS line
     FROM outbox WHERE done_at IS NULL AND due_at <= now() GROUP BY queue, name`,
  );
  return rows.map(({ line }) => line);
}

/** A line beside jest's own: what was measured. */
export function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** One thing that has to be true when everything is worked off. */
interface Invariant {
  name: string;
  expected: number;
  found: number;
}

/** What has to be true of the traffic's records, with what is. */
async function invariantsOf(client: Client, traffic: Traffic): Promise<Invariant[]> {
  const { people, distinct } = traffic;
  const checks: [name: string, expected: number, sql: string][] = [
    ['inquiries stored, one for each distinct request', distinct, 'SELECT count(*) FROM inquiry'],
    ['inquiries with an outcome', distinct, 'SELECT count(*) FROM lead_inquiry'],
    [
      'inquiries whose outcome is a lead',
      distinct,
      'SELECT count(*) FROM lead_inquiry WHERE lead_id IS NOT NULL',
    ],
    ['jobs not done', 0, 'SELECT count(*) FROM outbox WHERE done_at IS NULL AND due_at <= now()'],
    ['jobs failed', 0, 'SELECT count(*) FROM outbox WHERE failed_at IS NOT NULL'],
    ['persons, one for each who wrote', people, 'SELECT count(*) FROM person'],
    ['contact points, one for each phone', people, 'SELECT count(*) FROM contact_point'],
    ['leads, one for each person', people, 'SELECT count(*) FROM lead'],
    [
      'inquiries that opened a lead',
      people,
      "SELECT count(*) FROM lead_inquiry WHERE outcome = 'opened_lead'",
    ],
    [
      'rows "received" on the timelines',
      distinct,
      "SELECT count(*) FROM activity WHERE kind = 'inquiry.received'",
    ],
    [
      'leads without exactly one "received" for each of their inquiries',
      0,
      `SELECT count(*) FROM lead l WHERE
         (SELECT count(*) FROM lead_inquiry li WHERE li.lead_id = l.id) <>
         (SELECT count(*) FROM activity a WHERE a.lead_id = l.id AND a.kind = 'inquiry.received')`,
    ],
    [
      'leads without exactly one first-attempt clock',
      0,
      `SELECT count(*) FROM lead l WHERE
         (SELECT count(*) FROM clock c WHERE c.lead_id = l.id AND c.kind = 'first_attempt') <> 1`,
    ],
    [
      'leads without exactly one first-attempt task',
      0,
      `SELECT count(*) FROM lead l WHERE
         (SELECT count(*) FROM task t WHERE t.lead_id = l.id AND t.kind = 'first_attempt') <> 1`,
    ],
    [
      'leads without an audit row',
      0,
      'SELECT count(*) FROM lead l WHERE NOT EXISTS (SELECT 1 FROM audit_event e WHERE e.lead_id = l.id)',
    ],
    [
      'persons whose own request permits no call',
      0,
      `SELECT count(*) FROM person p WHERE NOT EXISTS (SELECT 1 FROM consent c
         WHERE c.person_id = p.id AND c.scope = 'call' AND c.decision = 'given')`,
    ],
  ];
  const found: Invariant[] = [];
  for (const [name, expected, sql] of checks) {
    const { rows } = await client.query<{ count: string }>(sql);
    found.push({ name, expected, found: Number(rows[0]?.count) });
  }
  return found;
}
