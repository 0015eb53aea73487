import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { OrganisationService } from '#content';
import { type InquiryEntity, InquiryService } from '#inquiries';
import { gather } from '#platform';
import { type JobContext, once } from '#queue';
import { sealToCapability } from '#vault';
import { type StatusFacts, statusRendering } from './status-words.js';

/** A status page that nobody renewed is gone after this; days. */
const KEPT_DAYS = 90;

/** A page that is to be written. */
interface Page {
  inquiry: InquiryEntity;
  language: 'en' | 'es';
  now: Date;
}

interface Standing {
  inquiry_id: string;
  own_request: boolean;
  first_attempt_at: Date | null;
  first_contact_at: Date | null;
  closed_at: Date | null;
  call_by: Date | null;
  call_at: Date | null;
  zone: string | null;
}

/** Writes what a visitor's status page says, sealed to the token that only the visitor holds. */
@Injectable()
export class RenderStatus {
  constructor(
    private readonly source: DataSource,
    private readonly inquiries: InquiryService,
    private readonly organisation: OrganisationService,
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
    language: 'en' | 'es',
    now: Date,
  ): Promise<void> {
    await gather(manager, 'status', [{ inquiry, language, now }], (pages) =>
      this.#renderAll(manager, pages),
    );
  }

  async #renderAll(manager: EntityManager, pages: readonly Page[]): Promise<void> {
    const standings = await standingsOf(
      manager,
      pages.map(({ inquiry }) => inquiry.id),
    );
    const { timeZone } = await this.organisation.workingTime(manager);
    const rows = pages.map(({ inquiry, language, now }) => {
      const facts = factsOf(standings.get(inquiry.id), language, timeZone);
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
        rows.map(({ tokenDigest }) => tokenDigest),
        rows.map(({ id }) => id),
        rows.map(({ sealed }) => sealed),
        rows.map(({ now }) => now),
        `${KEPT_DAYS} days`,
      ],
    );
  }
}

async function standingsOf(
  manager: EntityManager,
  inquiryIds: readonly string[],
): Promise<Map<string, Standing>> {
  const rows = await manager.query<Standing[]>(
    `SELECT li.inquiry_id, li.requester_id IS NOT DISTINCT FROM l.patient_id AS own_request,
       l.first_attempt_at, l.first_contact_at, l.closed_at,
       (SELECT min(c.due_at) FROM clock c WHERE c.lead_id = l.id AND c.met_at IS NULL
          AND c.cancelled_at IS NULL AND c.kind IN ('first_attempt', 'call_back')) AS call_by,
       t.promised_at AS call_at,
       (SELECT h.time_zone FROM call_slot_hold h JOIN inquiry i ON i.token_digest = h.token_digest
          WHERE i.id = li.inquiry_id) AS zone
     FROM lead_inquiry li JOIN lead l ON l.id = li.lead_id
       LEFT JOIN task t ON t.origin_key = 'promised:inquiry:' || li.inquiry_id
         AND t.done_at IS NULL AND t.dropped_at IS NULL
     WHERE li.inquiry_id = ANY($1::uuid[])`,
    [inquiryIds],
  );
  return new Map(rows.map((row) => [row.inquiry_id, row]));
}

function factsOf(
  standing: Standing | undefined,
  language: 'en' | 'es',
  timeZone: string,
): StatusFacts {
  return {
    language,
    ownRequest: standing?.own_request ?? false,
    takenIn: standing !== undefined,
    firstAttemptAt: standing?.first_attempt_at ?? null,
    firstContactAt: standing?.first_contact_at ?? null,
    closedAt: standing?.closed_at ?? null,
    callBy: standing?.call_by ?? null,
    callAt: standing?.call_at ?? null,
    // Of who chose a time the zone in which they chose it.
    timeZone: standing?.zone ?? timeZone,
  };
}
