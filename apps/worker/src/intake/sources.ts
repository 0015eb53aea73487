import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SourceCode } from '#contract';
import { type SourceFound, SourceService } from '#content';
import { afterCommit, readOnce } from '#platform';
import type { Arrival } from './arrival.js';
import { sourceOf } from './source-of.js';

/** Finds the source of what came in. */
@Injectable()
export class Sources {
  readonly #ids = new Map<SourceCode, string>();

  constructor(private readonly sources: SourceService) {}

  /** A tracking number (dialled, or shown to who came by its campaign) says more than anything else. */
  async of(manager: EntityManager, arrival: Arrival): Promise<SourceFound> {
    const { kind, attribution, inquiry, trackingPhone } = arrival;
    const number = trackingPhone
      ? await this.sources.trackingNumber(manager, trackingPhone)
      : await shownNumber(manager, attribution?.utmSource);
    const campaign = attribution?.utmCampaign ?? number?.campaign ?? null;
    if (number) return { ...number, campaign };
    const code = sourceOf({ kind, provider: inquiry.provider, attribution });
    return { sourceId: await this.#idOf(manager, code), trackingNumberId: null, campaign };
  }

  /** Sources keep their id for good, so it is asked for once. */
  async #idOf(manager: EntityManager, code: SourceCode): Promise<string> {
    const known = this.#ids.get(code);
    if (known) return known;
    const id = await this.sources.idOf(manager, code);
    afterCommit(manager, () => this.#ids.set(code, id));
    return id;
  }
}

/** The number that a visitor of this campaign saw. */
async function shownNumber(
  manager: EntityManager,
  utmSource: string | undefined,
): Promise<SourceFound | null> {
  if (!utmSource) return null;
  const [row] = await readOnce(manager, `shown-number:${utmSource}`, () =>
    manager.query<{ id: string; source_id: string; campaign: string | null }[]>(
      `SELECT id, source_id, campaign FROM tracking_number
       WHERE active AND lower(utm_source) = lower($1) LIMIT 1`,
      [utmSource],
    ),
  );
  return row ? { sourceId: row.source_id, trackingNumberId: row.id, campaign: row.campaign } : null;
}
