import type { INestApplicationContext } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '#audit';
import type { CheckWay, CoverageView } from '#contract';
import {
  BenefitCheckService,
  CheckAsking,
  type ClearinghousePort,
  CoverageService,
  PayerConsents,
  SimulatedClearinghouse,
  X12Clearinghouse,
} from '#insurance';
import { DomainError, inTransaction } from '#platform';
import type { Colleagues } from './staff.js';
import { staff } from './staff-work.js';

const MINUTE = 60_000;

/** How the insured of the demo fare: what their member id begins with, how they are checked, how long ago. */
const COURSES: readonly { member: string; way: CheckWay; minutesAgo: number; taken?: boolean }[] = [
  { member: 'PPO', way: 'electronic', minutesAgo: 300 },
  { member: 'HMO', way: 'electronic', minutesAgo: 260 },
  { member: 'DOWN', way: 'electronic', minutesAgo: 25 },
  { member: 'CARVE', way: 'electronic', minutesAgo: 190 },
  { member: 'PPO', way: 'phone', minutesAgo: 70, taken: true },
  { member: 'UNKNOWN', way: 'electronic', minutesAgo: 40 },
  { member: 'GONE', way: 'electronic', minutesAgo: 150 },
  { member: 'PPO', way: 'phone', minutesAgo: 12 },
  { member: 'COB', way: 'electronic', minutesAgo: 120 },
];

interface Insured {
  lead_id: string;
  coverage_id: string;
  level: string;
  /** Its payer can be asked electronically. */
  electronic: boolean;
}

/** Benefits of the demo: asked of a clearinghouse on this machine, by the desk's own services. */
export class DemoBenefits {
  readonly #source: DataSource;

  constructor(
    private readonly app: INestApplicationContext,
    private readonly colleagues: Colleagues,
  ) {
    this.#source = app.get(DataSource);
  }

  /** Checks the benefits of insured people who are far enough; who never finished telling stays unchecked. */
  async check(now: Date): Promise<void> {
    const simulator = new SimulatedClearinghouse();
    const account = {
      url: await simulator.listen(),
      authorization: 'demo',
      npi: '1999999984',
      name: 'Bridgeline demo',
    };
    const port = new X12Clearinghouse({
      ...account,
      sender: 'BRIDGELINE',
      receiver: 'SIMULATOR',
      usage: 'T',
    });
    try {
      const insured = await insuredPeople(this.#source.manager, COURSES.length);
      for (const [place, one] of insured.entries()) await this.#course(one, place, port, now);
    } finally {
      await simulator.close();
    }
  }

  async #course(one: Insured, place: number, port: ClearinghousePort, now: Date): Promise<void> {
    const course = COURSES[place];
    if (!course) return;
    const at = new Date(now.getTime() - course.minutesAgo * MINUTE);
    const actor = staff(this.colleagues.bea);
    const member = `${course.member}${String(1000 + place * 37)}`;
    try {
      const id = await inTransaction(this.#source, (manager) =>
        this.#request(
          manager,
          one,
          { member, way: one.electronic ? course.way : 'phone' },
          actor,
          at,
        ),
      );
      if (course.taken) {
        await inTransaction(this.#source, (manager) =>
          this.app.get(BenefitCheckService).take(manager, id, 1, actor, at),
        );
      }
      await this.#ask(id, port, at);
    } catch (error) {
      // Who is covered by something that needs no check, or by a payer that is not on the list, is not asked for.
      if (!(error instanceof DomainError)) throw error;
    }
  }

  async #request(
    manager: EntityManager,
    { lead_id: leadId, coverage_id: coverageId, level }: Insured,
    { member, way }: { member: string; way: CheckWay },
    actor: Actor,
    at: Date,
  ): Promise<string> {
    const coverages = this.app.get(CoverageService);
    const known = (await coverages.ofLead(manager, leadId)).find(({ id }) => id === coverageId);
    await coverages.edit(manager, coverageId, told(known, member), actor, at);
    await this.app
      .get(PayerConsents)
      .record(manager, leadId, { decision: 'given', how: 'spoken' }, actor, at);
    const input = { coverageId, way, levelsOfCare: [level], toldAboutStatements: true };
    return this.app.get(BenefitCheckService).request(manager, leadId, input, actor, at);
  }

  /** As the worker does, most of a minute later, one service after the other; a payer that is down is asked in vain four times. */
  async #ask(checkId: string, port: ClearinghousePort, at: Date): Promise<void> {
    const asking = this.app.get(CheckAsking);
    for (const wait of [0.8, 1.3, 3.3, 13.3]) {
      const now = new Date(at.getTime() + wait * MINUTE);
      const inquiries = await this.#source.query<{ id: string }[]>(
        `SELECT id FROM benefit_inquiry WHERE check_id = $1 AND state = 'waiting' ORDER BY id`,
        [checkId],
      );
      for (const { id } of inquiries) {
        const question = await inTransaction(this.#source, (manager) =>
          asking.begin(manager, id, port.asker, now),
        );
        if (!question) continue;
        const outcome = await port.ask(question, now);
        await inTransaction(this.#source, (manager) =>
          asking.settle(manager, id, port.provider, outcome, now),
        );
      }
    }
  }
}

/** The policy as it stands, with what the card says. */
function told(known: CoverageView | undefined, memberId: string) {
  return {
    payerId: known?.payerId ?? null,
    payerText: known?.payerText ?? undefined,
    planType: (known?.planType ?? 'ppo') as 'ppo',
    memberId,
    groupNumber: 'G-4471',
    subscriberRelationship: 'self' as const,
    subscriberBorn: '1988-04-17',
  };
}

/** Open leads with a known payer, those whose payer can be asked electronically first. */
function insuredPeople(manager: EntityManager, limit: number): Promise<Insured[]> {
  return manager.query<Insured[]>(
    `SELECT l.id AS lead_id, c.id AS coverage_id, p.electronic_id IS NOT NULL AS electronic,
       coalesce(l.level_requested, 'residential_high') AS level
     FROM lead l
     JOIN LATERAL (SELECT id, payer_id FROM coverage WHERE lead_id = l.id ORDER BY priority, id LIMIT 1) c ON true
     JOIN payer p ON p.id = c.payer_id
     WHERE l.closed_at IS NULL AND l.stage IN ('contacted', 'qualified', 'verifying')
     ORDER BY electronic DESC, l.received_at DESC, l.id LIMIT $1`,
    [limit],
  );
}
