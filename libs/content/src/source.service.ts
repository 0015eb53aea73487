import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { labelOf, numberByRule, type ShownTo, SOURCES, type Visitor } from '#contract';
import { newId, readOnce } from '#platform';

const MOST_NUMBERS = 2000;

/** Where a lead came from. */
export interface SourceFound {
  sourceId: string;
  trackingNumberId: string | null;
  campaign: string | null;
  /** How they came the last time before they asked; the rest is of the first. */
  lastSourceId: string;
  lastCampaign: string | null;
}

/** A number of ours and where it leads. */
export interface NumberFound {
  sourceId: string;
  trackingNumberId: string;
  campaign: string | null;
}

/** Finds the source of what comes in. */
@Injectable()
export class SourceService {
  /** A number of ours by its E.164 form; null when it is none. */
  async trackingNumber(manager: EntityManager, phone: string): Promise<NumberFound | null> {
    const [row] = await manager.query<{ id: string; source_id: string; campaign: string | null }[]>(
      'SELECT id, source_id, campaign FROM tracking_number WHERE phone = $1',
      [phone],
    );
    return row
      ? { sourceId: row.source_id, trackingNumberId: row.id, campaign: row.campaign }
      : null;
  }

  /** The number whose rule fits how somebody came: what the site showed them. Null: the usual one. */
  async shownTo(manager: EntityManager, visitor: Visitor): Promise<NumberFound | null> {
    const ruled = await readOnce(manager, 'ruled-numbers', () =>
      manager.query<(ShownTo & NumberFound)[]>(
        `SELECT id AS "trackingNumberId", source_id AS "sourceId", campaign, utm_source AS "utmSource",
           utm_campaign AS "utmCampaign", referrer_host AS "referrerHost", path_prefix AS "pathPrefix"
         FROM tracking_number
         WHERE active AND num_nonnulls(utm_source, utm_campaign, referrer_host, path_prefix) > 0
         ORDER BY is_default DESC, phone LIMIT $1`,
        [MOST_NUMBERS],
      ),
    );
    const found = numberByRule(ruled, visitor);
    if (!found) return null;
    const { sourceId, trackingNumberId, campaign } = found;
    return { sourceId, trackingNumberId, campaign };
  }

  /** The id of a source by its code. A shipped source that is missing is made: intake never fails for it. */
  async idOf(manager: EntityManager, code: string): Promise<string> {
    const found = await this.#find(manager, code);
    if (found) return found;
    await manager.query(
      `INSERT INTO source (id, code, name, kind) VALUES ($1, $2, $3, $2) ON CONFLICT DO NOTHING`,
      [newId(), code, labelOf(SOURCES, code)],
    );
    const made = await this.#find(manager, code);
    if (!made) throw new Error('A source was neither found nor made');
    return made;
  }

  async #find(manager: EntityManager, code: string): Promise<string | undefined> {
    const [row] = await manager.query<{ id: string }[]>('SELECT id FROM source WHERE code = $1', [
      code,
    ]);
    return row?.id;
  }
}
