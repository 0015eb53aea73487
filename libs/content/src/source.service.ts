import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { labelOf, SOURCES } from '#contract';
import { newId } from '#platform';
import { type Arrived, sourceCodeOf } from './source-of.js';

/** Where a lead came from. */
export interface SourceFound {
  sourceId: string;
  trackingNumberId: string | null;
  campaign: string | null;
}

/** Finds the source of what comes in. */
@Injectable()
export class SourceService {
  /** The source of an inquiry: that of the number it came to, else by first touch and kind. */
  async forInquiry(manager: EntityManager, arrived: Arrived): Promise<SourceFound> {
    const campaign = arrived.attribution?.utmCampaign ?? null;
    if (arrived.trackingPhone) {
      const [number] = await manager.query<
        { id: string; source_id: string; campaign: string | null }[]
      >('SELECT id, source_id, campaign FROM tracking_number WHERE phone = $1', [
        arrived.trackingPhone,
      ]);
      if (number) {
        return {
          sourceId: number.source_id,
          trackingNumberId: number.id,
          campaign: campaign ?? number.campaign,
        };
      }
    }
    const sourceId = await this.idOf(manager, sourceCodeOf(arrived));
    return { sourceId, trackingNumberId: null, campaign };
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
