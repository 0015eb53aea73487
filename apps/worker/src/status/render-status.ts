import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type ConsentScope, ConsentService, type Standing } from '#consent';
import { OrganisationService } from '#content';
import { type StatusAct, type Language } from '#contract';
import { type InquiryEntity, InquiryService } from '#inquiries';
import { CheckViews, CoverageQuestions } from '#insurance';
import { gather, groupBy } from '#platform';
import { type JobContext, once } from '#queue';
import { sealToCapability } from '#vault';
import { coverageSentences } from './coverage-words.js';
import { type StatusFacts, statusRendering } from './status-words.js';

/** A status page that nobody renewed is gone after this; days. */
const KEPT_DAYS = 90;

/** A page that is to be written. */
interface Page {
  inquiry: InquiryEntity;
  language: Language;
  now: Date;
}

interface Row {
  inquiry_id: string;
  requester_id: string | null;
  patient_id: string;
  received_at: Date;
  assigned: boolean;
  first_attempt_at: Date | null;
  first_contact_at: Date | null;
  last_contact_at: Date | null;
  options_at: Date | null;
  arranged_at: Date | null;
  arrival_at: Date | null;
  arrived: boolean;
  closed_at: Date | null;
  call_by: Date | null;
  call_at: Date | null;
  zone: string | null;
  points: string[];
}

/** Writes what a visitor's status page says, sealed to the token that only the visitor holds. */
@Injectable()
export class RenderStatus {
  constructor(
    private readonly source: DataSource,
    private readonly inquiries: InquiryService,
    private readonly organisation: OrganisationService,
    private readonly consents: ConsentService,
    private readonly questions: CoverageQuestions,
    private readonly checks: CheckViews,
  ) {}

  async handle({ inquiryId }: { inquiryId: string }, context: JobContext): Promise<void> {
    await once(this.source, context, (manager) => this.render(manager, inquiryId, context.now));
  }

  async render(manager: EntityManager, inquiryId: string, now: Date): Promise<void> {
    const { inquiry, envelope } = await this.inquiries.open(manager, inquiryId);
    const language = envelope.type === 'help_request' ? envelope.request.language : undefined;
    await this.renderOpen(manager, inquiry, language ?? 'en', now);
  }

  /** The same for an inquiry that is open already: its first page, in the transaction that takes it in. */
  async renderOpen(
    manager: EntityManager,
    inquiry: InquiryEntity,
    language: Language,
    now: Date,
  ): Promise<void> {
    await gather(manager, 'status', [{ inquiry, language, now }], (pages) =>
      this.#renderAll(manager, pages),
    );
  }

  async #renderAll(manager: EntityManager, pages: readonly Page[]): Promise<void> {
    const ids = pages.map(({ inquiry }) => inquiry.id);
    const [rows, answers] = await Promise.all([rowsOf(manager, ids), answersOf(manager, ids)]);
    const standing = await this.consents.standing(manager, peopleOf(rows));
    const { timeZone } = await this.organisation.workingTime(manager);
    const coverage = await this.#coverageAnswers(manager, pages);
    const sealed = pages.map(({ inquiry, language, now }) => {
      const facts = factsOf({
        row: rows.get(inquiry.id),
        answers: answers.get(inquiry.id) ?? [],
        coverageAnswer: coverage.get(inquiry.id) ?? null,
        standing,
        inquiry,
        language,
        timeZone,
        now,
      });
      const text = Buffer.from(JSON.stringify(statusRendering(facts, now)));
      const { id, tokenDigest, capabilityKey } = inquiry;
      return { id, tokenDigest, now, sealed: sealToCapability(capabilityKey, text) };
    });
    await manager.query(
      `INSERT INTO inquiry_rendering (token_digest, inquiry_id, sealed, updated_at, expires_at)
       SELECT token, inquiry, sealed, at, at + $5::interval
       FROM unnest($1::bytea[], $2::uuid[], $3::bytea[], $4::timestamptz[]) AS r(token, inquiry, sealed, at)
       ON CONFLICT (token_digest) DO UPDATE
       SET sealed = EXCLUDED.sealed, updated_at = EXCLUDED.updated_at, expires_at = EXCLUDED.expires_at
       WHERE inquiry_rendering.updated_at <= EXCLUDED.updated_at`,
      [
        sealed.map((page) => page.tokenDigest),
        sealed.map((page) => page.id),
        sealed.map((page) => page.sealed),
        sealed.map((page) => page.now),
        `${KEPT_DAYS} days`,
      ],
    );
  }

  /** What insurances answered to those who asked, in sentences. */
  async #coverageAnswers(
    manager: EntityManager,
    pages: readonly Page[],
  ): Promise<Map<string, NonNullable<StatusFacts['coverageAnswer']>>> {
    const asking = pages.filter(({ inquiry }) => inquiry.kind === 'coverage_question');
    const checks = await this.questions.answersTo(
      manager,
      asking.map(({ inquiry }) => inquiry.id),
    );
    const answers = new Map<string, NonNullable<StatusFacts['coverageAnswer']>>();
    for (const [inquiryId, checkId] of checks) {
      const view = await this.checks.one(manager, checkId);
      answers.set(inquiryId, {
        en: coverageSentences(view, 'en'),
        es: coverageSentences(view, 'es'),
      });
    }
    return answers;
  }
}

async function rowsOf(
  manager: EntityManager,
  inquiryIds: readonly string[],
): Promise<Map<string, Row>> {
  const rows = await manager.query<Row[]>(
    // Each record is looked up by itself (OFFSET 0), whatever the planner knows, or not yet, of how many there are.
    `SELECT li.inquiry_id, i.received_at, coalesce(r.merged_into_id, r.id) AS requester_id,
       coalesce(p.merged_into_id, p.id) AS patient_id, l.owner_id IS NOT NULL AS assigned,
       l.first_attempt_at, l.first_contact_at, l.last_contact_at, l.closed_at,
       (SELECT min(s.at) FROM stage_change s WHERE s.lead_id = l.id AND s.undone_at IS NULL
          AND s.to_stage IN ('matched', 'referred')) AS options_at,
       (SELECT min(s.at) FROM stage_change s WHERE s.lead_id = l.id AND s.undone_at IS NULL
          AND (s.to_stage = 'admitted' OR (s.to_stage = 'scheduled' AND l.closed_at IS NULL))) AS arranged_at,
       l.stage IN ('admitted', 'closed') AND EXISTS (SELECT 1 FROM stage_change s WHERE s.lead_id = l.id AND s.undone_at IS NULL
          AND s.to_stage = 'admitted') AS arrived,
       (SELECT max(f.arrival_at) FROM referral f WHERE f.lead_id = l.id AND f.state = 'scheduled') AS arrival_at,
       (SELECT min(c.due_at) FROM clock c WHERE c.lead_id = l.id AND coalesce(c.met_at, c.cancelled_at) IS NULL
          AND c.kind IN ('first_attempt', 'call_back')) AS call_by,
       t.promised_at AS call_at, h.time_zone AS zone,
       ARRAY(SELECT pc.contact_point_id::text FROM person_contact pc WHERE pc.person_id = r.id) AS points
     FROM unnest($1::uuid[]) AS asked(id)
       CROSS JOIN LATERAL (SELECT * FROM lead_inquiry li WHERE li.inquiry_id = asked.id OFFSET 0) li
       CROSS JOIN LATERAL (SELECT * FROM inquiry i WHERE i.id = asked.id OFFSET 0) i
       CROSS JOIN LATERAL (SELECT * FROM lead l WHERE l.id = coalesce((SELECT m.kept_lead_id FROM lead_merge m
         WHERE m.merged_lead_id = li.lead_id AND m.undone_at IS NULL), li.lead_id) OFFSET 0) l
       CROSS JOIN LATERAL (SELECT * FROM person p WHERE p.id = l.patient_id OFFSET 0) p
       LEFT JOIN LATERAL (SELECT * FROM person r WHERE r.id = li.requester_id OFFSET 0) r ON true
       LEFT JOIN LATERAL (SELECT t.promised_at FROM task t
         WHERE coalesce(t.done_at, t.dropped_at) IS NULL AND t.origin_key = ANY(ARRAY(
           SELECT 'promised:inquiry:' || li.inquiry_id
           UNION ALL SELECT 'promised:inquiry:' || a.inquiry_id FROM status_answer a
             WHERE a.about_id = li.inquiry_id AND a.act = 'time'))
         ORDER BY t.created_at DESC LIMIT 1) t ON true
       LEFT JOIN LATERAL (SELECT h.time_zone FROM call_slot_hold h
         WHERE h.token_digest = ANY(ARRAY(SELECT i.token_digest
           UNION ALL SELECT o.token_digest FROM status_answer a JOIN inquiry o ON o.id = a.inquiry_id
             WHERE a.about_id = li.inquiry_id AND a.act = 'time'))
         ORDER BY h.held_at DESC LIMIT 1) h ON true`,
    [inquiryIds],
  );
  return new Map(rows.map((row) => [row.inquiry_id, row]));
}

/** The last ones of each; a page is no archive. */
const MOST_ANSWERS = 6;

async function answersOf(
  manager: EntityManager,
  inquiryIds: readonly string[],
): Promise<Map<string, { act: StatusAct; at: Date }[]>> {
  const rows = await manager.query<{ about_id: string; act: StatusAct; at: Date }[]>(
    `SELECT a.about_id, a.act, a.at FROM unnest($1::uuid[]) AS asked(id)
     CROSS JOIN LATERAL (SELECT * FROM status_answer s WHERE s.about_id = asked.id
       ORDER BY s.at DESC, s.inquiry_id DESC LIMIT ${MOST_ANSWERS}) a`,
    [inquiryIds],
  );
  return groupBy(rows, (row) => row.about_id);
}

function peopleOf(rows: ReadonlyMap<string, Row>): string[] {
  return [...rows.values()].flatMap((row) => [
    row.patient_id,
    ...(row.requester_id === null ? [] : [row.requester_id]),
  ]);
}

interface Known {
  row: Row | undefined;
  answers: StatusFacts['answers'];
  coverageAnswer: StatusFacts['coverageAnswer'];
  standing: Standing;
  inquiry: InquiryEntity;
  language: Language;
  timeZone: string;
  now: Date;
}

function factsOf(known: Known): StatusFacts {
  const { row, answers, coverageAnswer, standing, inquiry, language, timeZone } = known;
  const requester = row?.requester_id ?? null;
  const points = row?.points ?? [];
  const has = (person: string | null, scope: ConsentScope) =>
    person !== null && points.some((point) => standing.has(person, scope, point));
  const ownRequest = row !== undefined && requester === row.patient_id;
  const shared = row !== undefined && has(row.patient_id, 'relative');
  // That we spoke with the patient is not for who asked for them.
  const conversationAt = ownRequest || shared ? (row?.last_contact_at ?? null) : null;
  const spoken = { conversationAt, promisedAt: row?.call_at ?? null };
  const calls = points.map((point) =>
    requester === null ? null : standing.callPermission(requester, point, spoken, known.now),
  );
  return {
    language,
    ownRequest,
    shared,
    takenIn: row !== undefined,
    receivedAt: inquiry.receivedAt,
    assigned: row?.assigned ?? false,
    firstAttemptAt: row?.first_attempt_at ?? null,
    firstContactAt: row?.first_contact_at ?? null,
    optionsAt: row?.options_at ?? null,
    arrangedAt: row?.arranged_at ?? null,
    arrivalAt: row?.arrival_at ?? null,
    arrived: row?.arrived ?? false,
    closedAt: row?.closed_at ?? null,
    callBy: row?.call_by ?? null,
    callAt: row?.call_at ?? null,
    consents: {
      call: calls.find((one) => one === 'lasting') ?? calls.find((one) => one !== null) ?? null,
      sms: has(requester, 'sms'),
      email: has(requester, 'email'),
    },
    answers,
    coverageAnswer,
    // Of who chose a time the zone in which they chose it.
    timeZone: row?.zone ?? timeZone,
  };
}
