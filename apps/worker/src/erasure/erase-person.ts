import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import { ErasureRequestEntity, ErasureService, Tombstones } from '#erasure';
import { StatusRendering } from '#inquiries';
import { DomainError } from '#platform';
import { type JobContext, once, PermanentJobError } from '#queue';
import { sealToCapability } from '#vault';
import { ourLanguage, type Language } from '#contract';

/** Who asked can still read by their link that it was done; days. */
const TOLD_DAYS = 90;

/** Says to whoever holds the link of a request that it is no more. */
const WORDS: Record<Language, Pick<StatusRendering, 'headline' | 'paragraphs'>> = {
  en: {
    headline: 'This request was erased.',
    paragraphs: [
      'We keep nothing that tells who you are or how to reach you.',
      'You can call us or write again whenever you like.',
    ],
  },
  es: {
    headline: 'Esta solicitud fue borrada.',
    paragraphs: [
      'No guardamos nada que diga quién es usted ni cómo comunicarnos con usted.',
      'Puede llamarnos o escribirnos de nuevo cuando quiera.',
    ],
  },
};

/** Erases what was decided, remembers it outside the database, and tells whoever holds a link. */
@Injectable()
export class ErasePerson {
  constructor(
    private readonly source: DataSource,
    private readonly erasures: ErasureService,
    private readonly tombstones: Tombstones,
  ) {}

  async handle({ requestId }: { requestId: string }, context: JobContext): Promise<void> {
    const { now } = context;
    try {
      await once(this.source, context, async (manager) => {
        const erased = await this.erasures.erase(manager, requestId, SYSTEM, now);
        if (!erased) return;
        await tellByLink(manager, erased.inquiries, now);
        const { origin, askedAt } = await manager.findOneByOrFail(ErasureRequestEntity, {
          id: requestId,
        });
        this.tombstones.add({
          v: 1,
          requestId,
          personId: erased.personId,
          origin,
          askedAt: askedAt.toISOString(),
          erasedAt: now.toISOString(),
        });
      });
    } catch (error) {
      // A hold or an open lead since the decision: trying again changes nothing, a human has to look.
      if (error instanceof DomainError) throw new PermanentJobError(error.code, { cause: error });
      throw error;
    }
  }
}

async function tellByLink(
  manager: EntityManager,
  inquiryIds: readonly string[],
  now: Date,
): Promise<void> {
  const rows = await manager.query<
    { id: string; token_digest: Buffer; capability_key: Buffer; language: string | null }[]
  >(
    `SELECT i.id, i.token_digest, i.capability_key, l.language
     FROM inquiry i LEFT JOIN lead_inquiry li ON li.inquiry_id = i.id LEFT JOIN lead l ON l.id = li.lead_id
     WHERE i.id = ANY($1::uuid[]) AND i.kind IN ('form', 'coverage_question')`,
    [inquiryIds],
  );
  const sealed = rows.map((row) => {
    const language = ourLanguage(row.language);
    const rendering = StatusRendering.parse({
      state: 'closed',
      language,
      ...WORDS[language],
      updatedAt: now.toISOString(),
    });
    return sealToCapability(row.capability_key, Buffer.from(JSON.stringify(rendering)));
  });
  await manager.query(
    `INSERT INTO inquiry_rendering (token_digest, inquiry_id, sealed, updated_at, expires_at)
     SELECT token, inquiry, sealed, $4, $4::timestamptz + $5::interval
     FROM unnest($1::bytea[], $2::uuid[], $3::bytea[]) AS r(token, inquiry, sealed)
     ON CONFLICT (token_digest) DO UPDATE SET sealed = EXCLUDED.sealed, updated_at = EXCLUDED.updated_at`,
    [
      rows.map((row) => row.token_digest),
      rows.map((row) => row.id),
      sealed,
      now,
      `${TOLD_DAYS} days`,
    ],
  );
}
