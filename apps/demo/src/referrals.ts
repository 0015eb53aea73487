import type { INestApplicationContext } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '#audit';
import { type DeclineReason, type Language, MatchWishes, type ReferralState } from '#contract';
import { LeadFileService } from '#leads';
import { MatchQueries, MatchService } from '#matching';
import { DomainError, inTransaction } from '#platform';
import { ConsentRequests, ReferralSending, ReferralWork } from '#referrals';
import { Vault } from '#vault';
import { onePagePdf } from './one-page-pdf.js';
import type { Colleagues } from './staff.js';
import { staff } from './staff-work.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const WISHES = MatchWishes.parse({});

/** A step of a referral, so many hours after it was sent. */
interface Step {
  to: ReferralState;
  after: number;
  saidBy?: 'staff' | 'facility' | 'person';
  reason?: DeclineReason;
  /** Expected so many hours after it was sent. */
  arrival?: number;
  note?: string;
}

/** How far the demo's referrals are: when they were sent, and what came of them since. */
const COURSES: readonly { hoursAgo: number; sent: boolean; steps: readonly Step[] }[] = [
  { hoursAgo: 1.5, sent: true, steps: [] },
  { hoursAgo: 3, sent: true, steps: [{ to: 'acknowledged', after: 0.4 }] },
  {
    hoursAgo: 26,
    sent: true,
    steps: [
      { to: 'acknowledged', after: 0.3 },
      { to: 'accepted', after: 2 },
      { to: 'scheduled', after: 3, saidBy: 'staff', arrival: 45 },
    ],
  },
  {
    hoursAgo: 6,
    sent: true,
    steps: [
      { to: 'acknowledged', after: 0.5 },
      { to: 'declined', after: 1.5, reason: 'capacity', note: 'Full until Thursday.' },
    ],
  },
  {
    hoursAgo: 30,
    sent: true,
    steps: [
      { to: 'acknowledged', after: 0.7 },
      { to: 'waitlisted', after: 2.5, note: 'Second on the list.' },
    ],
  },
  { hoursAgo: 0.6, sent: false, steps: [] },
  {
    hoursAgo: 52,
    sent: true,
    steps: [
      { to: 'acknowledged', after: 0.2 },
      { to: 'accepted', after: 1.4 },
      { to: 'scheduled', after: 2, saidBy: 'staff', arrival: 44 },
      { to: 'no_show', after: 47 },
    ],
  },
  {
    hoursAgo: 240,
    sent: true,
    steps: [
      { to: 'acknowledged', after: 0.3 },
      { to: 'accepted', after: 3 },
      { to: 'scheduled', after: 4, saidBy: 'staff', arrival: 24 },
      { to: 'arrived', after: 23 },
      { to: 'admitted', after: 25 },
      { to: 'in_care_7', after: 194, saidBy: 'staff' },
    ],
  },
  {
    hoursAgo: 74,
    sent: true,
    steps: [
      { to: 'acknowledged', after: 0.6 },
      { to: 'accepted', after: 4 },
      { to: 'scheduled', after: 5, saidBy: 'staff', arrival: 50 },
      { to: 'arrived', after: 49 },
      { to: 'admitted', after: 51 },
    ],
  },
];

/** A little longer than the longest of them. */
const LONGEST_HOURS = 250;

interface Ready {
  id: string;
  owner_id: string | null;
  language: Language;
  /** Of the patient. */
  name: string;
}

/** Referrals of the demo: matched, signed for and sent by the desk's own services; what facilities say is made up. */
export class DemoReferrals {
  readonly #source: DataSource;

  constructor(
    private readonly app: INestApplicationContext,
    private readonly colleagues: Colleagues,
  ) {
    this.#source = app.get(DataSource);
  }

  /** Refers people who are far enough, those who have waited longest for the longest courses. */
  async refer(now: Date): Promise<void> {
    const ready = await this.#ready(now);
    const longestFirst = COURSES.toSorted((one, other) => other.hoursAgo - one.hoursAgo);
    for (const [place, lead] of ready.entries()) {
      const course = longestFirst[place];
      if (course)
        await this.#course(lead, course, new Date(now.getTime() - course.hoursAgo * HOUR));
    }
  }

  async #course(
    lead: Ready,
    { sent, steps }: (typeof COURSES)[number],
    sentAt: Date,
  ): Promise<void> {
    const actor = staff(lead.owner_id ?? this.colleagues.avery);
    const before = (minutes: number) => new Date(sentAt.getTime() - minutes * MINUTE);
    try {
      const referralId = await this.#do((manager) =>
        this.#draft(manager, lead.id, actor, before(55)),
      );
      if (!referralId || !sent) return;
      await this.#do((manager) => this.#sign(manager, lead, referralId, actor, before(20)));
      await this.#do((manager) => this.#send(manager, referralId, actor, sentAt));
      for (const step of steps) {
        await this.#do((manager) => this.#step(manager, referralId, step, actor, sentAt));
      }
    } catch (error) {
      // A gate that stays closed is how real days go, too.
      if (!(error instanceof DomainError)) throw error;
    }
  }

  #do<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return inTransaction(this.#source, work);
  }

  /** Asks the matcher, picks its first and drafts; null where no program can take them. */
  async #draft(
    manager: EntityManager,
    leadId: string,
    actor: Actor,
    at: Date,
  ): Promise<string | null> {
    const matches = this.app.get(MatchService);
    const matchId = await matches.ask(manager, { leadId, wishes: WISHES }, actor, at);
    const [first] = (await this.app.get(MatchQueries).view(manager, matchId)).ranked;
    if (!first) return null;
    const { programId } = first;
    await matches.pick(
      manager,
      matchId,
      { programId, kind: null, reason: undefined },
      actor,
      later(at, 4),
    );
    const input = { programId, matchId };
    return this.app.get(ReferralWork).draft(manager, leadId, input, actor, later(at, 6));
  }

  /** The patient is told who we are and who pays, and signs on paper. */
  async #sign(
    manager: EntityManager,
    { id: leadId, language, name }: Ready,
    referralId: string,
    actor: Actor,
    at: Date,
  ): Promise<void> {
    await this.app.get(ReferralWork).showStatement(manager, referralId, 'read_aloud', actor, at);
    const { facility_id: facilityId } = await referralOf(manager, referralId);
    const consents = this.app.get(ConsentRequests);
    const asked = {
      facilityIds: [facilityId],
      sections: ['identity' as const, 'contact' as const, 'needs' as const, 'coverage' as const],
      language,
      days: 90,
    };
    const requestId = await consents.ask(manager, leadId, asked, actor, later(at, 2));
    const file = {
      name: 'Signed consent.pdf',
      content: onePagePdf(['Made up for the demo. No such patient.', 'Consent to share, signed.']),
    };
    const { id: fileId } = await this.app
      .get(LeadFileService)
      .add(manager, leadId, file, actor, later(at, 9));
    const signedAt = later(at, 8).toISOString();
    const paper = { version: 1, fileId, signedName: name, signedAt };
    await consents.signedOnPaper(manager, requestId, paper, actor, later(at, 10));
  }

  async #send(manager: EntityManager, referralId: string, actor: Actor, at: Date): Promise<void> {
    const { version } = await referralOf(manager, referralId);
    const input = { version, way: 'hand', to: 'admissions@facility.example' } as const;
    await this.app
      .get(ReferralSending)
      .send(manager, referralId, { ...input, patientAgreed: true }, actor, at);
  }

  async #step(
    manager: EntityManager,
    referralId: string,
    { to, after, saidBy = 'facility', reason, arrival, note }: Step,
    actor: Actor,
    sentAt: Date,
  ): Promise<void> {
    const { version } = await referralOf(manager, referralId);
    const change = {
      version,
      to,
      saidBy,
      reason: reason ?? null,
      note,
      arrivalAt: arrival === undefined ? null : later(sentAt, arrival * 60).toISOString(),
    };
    const at = later(sentAt, after * 60);
    await this.app.get(ReferralWork).change(manager, referralId, change, actor, at);
  }

  /**
   * Open leads of named patients that can be matched, and that nobody has been busy with since. Whom an ad brought comes
   * first where they waited long enough: an admit that cost something.
   */
  #ready(now: Date): Promise<Ready[]> {
    const vault = this.app.get(Vault);
    return this.#source
      .query<(Omit<Ready, 'name'> & { patient_id: string; name_enc: string })[]>(
        `SELECT l.id, l.owner_id, l.language, l.patient_id, p.name_enc FROM lead l
         JOIN person p ON p.id = l.patient_id AND p.name_enc IS NOT NULL
         JOIN source s ON s.id = l.source_id
         WHERE l.closed_at IS NULL AND l.last_activity_at < $1
           AND (l.stage = 'verifying' OR (l.stage = 'qualified' AND l.payment IN ('self_pay', 'state_funded')))
         ORDER BY (s.code = 'paid_search' AND l.last_activity_at < $3) DESC, l.last_activity_at, l.id LIMIT $2`,
        [later(now, -120), COURSES.length, later(now, -60 * LONGEST_HOURS)],
      )
      .then((rows) =>
        rows.map(({ patient_id: id, name_enc: sealed, ...lead }) => ({
          ...lead,
          name: vault.decrypt({ table: 'person', column: 'name_enc', id }, sealed),
        })),
      );
  }
}

async function referralOf(
  manager: EntityManager,
  id: string,
): Promise<{ version: number; facility_id: string }> {
  const [row] = await manager.query<{ version: number; facility_id: string }[]>(
    'SELECT version, facility_id FROM referral WHERE id = $1',
    [id],
  );
  if (!row) throw new Error('A referral was just drafted.');
  return row;
}

function later(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * MINUTE);
}
