import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '#audit';
import { COUNT_CAP } from '#contract';
import { InquiryQueries } from '#inquiries';
import { listAudit } from '../../apps/desk/src/audit/audit.list.js';
import { CallList } from '../../apps/desk/src/calls/call.list.js';
import { LeadFilter } from '../../apps/desk/src/leads/lead.filter.js';
import { LeadList } from '../../apps/desk/src/leads/lead.list.js';
import { TaskFilter, TaskList } from '../../apps/desk/src/tasks/task.list.js';
import { type DeskUnderTest, deskUnderTest } from './desk-under-test.js';
import { seedManyLeads } from './many-leads.js';

/** Enough that reading a table from end to end is the wrong way; `LEADS=200000` measures the real size. */
const LEADS = Number(process.env.LEADS ?? 20_000);

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
}
interface Asked {
  sql: string;
  values: unknown[];
}
type Sort = readonly [string, 'ASC' | 'DESC'];

describe(`lists of ${LEADS} leads go by indexes`, () => {
  let t: DeskUnderTest;
  let source: DataSource;
  let me: string;
  let sourceId: string;
  beforeAll(async () => {
    t = await deskUnderTest();
    await seedManyLeads(t.owner, LEADS);
    source = t.desk.app.get(DataSource);
    [{ id: me }] = await source.query(
      "SELECT id FROM staff_user WHERE email = 'seed7@desk.example'",
    );
    [{ id: sourceId }] = await source.query('SELECT source_id AS id FROM lead LIMIT 1');
  }, 280_000);
  afterAll(() => t?.close());

  const context = () => ({ me, now: new Date() });
  const page = (sort?: Sort) => ({ sort, offset: 0, limit: 25 });

  /** What a list asks the database, before it decrypts anything. */
  async function asks(list: (manager: EntityManager) => Promise<unknown>): Promise<Asked[]> {
    const asked: Asked[] = [];
    const manager = {
      query: async (sql: string, values: unknown[]) => {
        asked.push({ sql, values });
        return [];
      },
      findBy: async () => [],
    } as unknown as EntityManager;
    await list(manager);
    return asked;
  }

  async function check(
    list: (manager: EntityManager) => Promise<unknown>,
    tables: readonly string[],
  ) {
    const times: number[] = [];
    for (const { sql, values } of await asks(list)) {
      const [{ 'QUERY PLAN': plans }] = await source.query(
        `EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`,
        values,
      );
      const [{ Plan: plan, 'Execution Time': ms }] = plans;
      times.push(ms);
      const scanned = flat(plan)
        .filter(readsTheTable)
        .map((node) => node['Relation Name'] ?? '');
      expect({ sql, scanned: scanned.filter((name) => tables.includes(name)) }).toEqual({
        sql,
        scanned: [],
      });
    }
    if (process.env.LEADS)
      process.stderr.write(
        `${expect.getState().currentTestName}: ${times.map((ms) => `${ms.toFixed(1)} ms`).join(', ')}\n`,
      );
    return times;
  }

  const NEXT: Sort = ['nextActionAt', 'ASC'];
  const leads: [string, () => unknown, Sort | undefined][] = [
    ['as it opens', () => ({ open: true }), ['receivedAt', 'DESC']],
    ['everything, latest first', () => ({}), undefined],
    ['everything, by next action', () => ({}), NEXT],
    ['open, by next action', () => ({ open: true }), NEXT],
    ['who waits', () => ({ waiting: true }), NEXT],
    ['overdue', () => ({ overdue: true }), ['receivedAt', 'DESC']],
    ['one stage', () => ({ stage: 'qualified' }), undefined],
    ['one stage, by receipt', () => ({ stage: ['qualified'], open: true }), ['receivedAt', 'DESC']],
    ['one urgency', () => ({ urgency: 'P0' }), undefined],
    [
      'one urgency, open, by receipt',
      () => ({ urgency: ['P0'], open: true }),
      ['receivedAt', 'DESC'],
    ],
    ['mine', () => ({ ownerId: 'me' }), undefined],
    ['mine, open, by next action', () => ({ ownerId: 'me', open: true }), NEXT],
    ['nobody’s, open', () => ({ ownerId: 'none', open: true }), ['receivedAt', 'DESC']],
    ['one source', () => ({ sourceId: [sourceId] }), undefined],
    [
      'one source, open, by receipt',
      () => ({ sourceId: [sourceId], open: true }),
      ['receivedAt', 'DESC'],
    ],
    ['one state', () => ({ state: 'TX' }), undefined],
    ['by number', () => ({}), ['number', 'DESC']],
    ['by urgency', () => ({}), ['urgency', 'ASC']],
    ['by urgency, the other way', () => ({}), ['urgency', 'DESC']],
    ['by stage', () => ({}), ['stage', 'ASC']],
    ['by state', () => ({}), ['state', 'DESC']],
    ['open, by urgency', () => ({ open: true }), ['urgency', 'ASC']],
    ['two stages, by urgency', () => ({ stage: ['new', 'attempted'] }), ['urgency', 'ASC']],
    [
      'received today, counted',
      () => ({ counted: true, receivedFrom: new Date(Date.now() - 86_400_000).toISOString() }),
      ['receivedAt', 'DESC'],
    ],
    ['a phone number', () => ({ q: '(415) 555-0123' }), ['receivedAt', 'DESC']],
    ['an e-mail address', () => ({ q: 'ada@example.com' }), ['receivedAt', 'DESC']],
    ['a name', () => ({ q: 'Ada Lovelace' }), ['receivedAt', 'DESC']],
    ['a number', () => ({ q: '1234' }), ['receivedAt', 'DESC']],
    ['a person’s', () => ({ patientId: me }), undefined],
  ];

  test.each(leads)('leads: %s', async (_name, filterOf, sort) => {
    const list = t.desk.app.get(LeadList);
    const filter = LeadFilter.parse(filterOf());
    await check(
      (manager) => list.page(manager, { ...page(sort), filter }, context()),
      [
        'lead',
        'clock',
        'contact_point_digest',
        'person_contact',
        'person_name_digest',
        'lead_contact',
      ],
    );
  });

  test.each([
    ['mine, open', { ownerId: 'me', open: true }],
    ['everybody’s, open', { open: true }],
    ['overdue', { overdue: true }],
    ['of a lead', { leadId: '0190a0a0-0000-7000-8000-000000000000' }],
    ['of a phone number', { q: '(415) 555-0123', open: true }],
  ])('tasks: %s', async (_name, given) => {
    const list = t.desk.app.get(TaskList);
    const filter = TaskFilter.parse(given);
    await check(
      (manager) => list.page(manager, { ...page(['dueAt', 'ASC']), filter }, context()),
      ['task'],
    );
  });

  test.each([
    ['all', {}],
    [
      'missed today',
      { missed: true, startedFrom: new Date(Date.now() - 86_400_000).toISOString() },
    ],
    ['of a lead', { leadId: '0190a0a0-0000-7000-8000-000000000000' }],
    ['of a phone number', { q: '(415) 555-0123' }],
  ] as const)('calls: %s', async (_name, filter) => {
    const list = t.desk.app.get(CallList);
    await check((manager) => list.page(manager, { ...page(), filter }, me), ['call']);
  });

  test.each([
    ['all', {}],
    ['held back', { outcome: 'quarantined' }],
    ['of a lead', { leadId: '0190a0a0-0000-7000-8000-000000000000' }],
    ['by a receipt', { q: 'SEED-12' }],
  ])('inquiries: %s', async (_name, filter) => {
    const list = t.desk.app.get(InquiryQueries);
    await check(
      (manager) => list.list(manager, { filter, offset: 0, limit: 25 }),
      ['inquiry', 'lead_inquiry'],
    );
  });

  test.each([
    ['all', {}],
    ['of a colleague', { actorId: 'me' }],
    ['of a record', { q: '0190a0a0-0000-7000-8000-000000000000' }],
  ])('audit: %s', async (_name, given) => {
    const filter = 'actorId' in given ? { actorId: me } : given;
    const reasons = { audit: t.desk.app.get(AuditService), shown: false };
    await check((manager) => listAudit(manager, reasons, { ...page(), filter }), ['audit_event']);
  });
});

/** Counting up to the cap may read that many rows in any order; more is reading from end to end. */
function readsTheTable(node: Plan): boolean {
  if (!node['Node Type'].includes('Seq Scan')) return false;
  const rows = node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0);
  return rows * node['Actual Loops'] > COUNT_CAP;
}

function flat(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(flat)];
}
