import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { labelOf, SOURCES } from '#contract';
import { newId } from '#platform';

/** Where a lead came from. */
export interface SourceFound {
  sourceId: string;
  trackingNumberId: string | null;
  campaign: string | null;
}

/** Finds the source of what comes in. */
@Injectable()
export class SourceService {
  /** The source of the number of ours that was called (E.164), else the source with `code`. */
  async forInquiry(
    manager: EntityManager,
    arrived: { code: string; trackingPhone?: string | null; campaign?: string | null },
  ): Promise<SourceFound> {
    const campaign = arrived.campaign ?? null;
    const number = arrived.trackingPhone
      ? await this.trackingNumber(manager, arrived.trackingPhone)
      : null;
    if (number) return { ...number, campaign: campaign ?? number.campaign };
    const sourceId = await this.idOf(manager, arrived.code);
    return { sourceId, trackingNumberId: null, campaign };
  }

  /** A number of ours by its E.164 form; null when it is none. */
  async trackingNumber(manager: EntityManager, phone: string): Promise<SourceFound | null> {
    const [row] = await manager.query<{ id: string; source_id: string; campaign: string | null }[]>(
      'SELECT id, source_id, campaign FROM tracking_number WHERE phone = $1',
      [phone],
    );
    return row
      ? { sourceId: row.source_id, trackingNumberId: row.id, campaign: row.campaign }
      : null;
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
