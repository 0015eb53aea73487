import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Attribution, SourceCode } from '#contract';
import { type SourceFound, SourceService } from '#content';
import { afterCommit } from '#platform';
import type { Arrival } from './arrival.js';
import { sourceOf } from './source-of.js';
import { lastTouch, visitorOf } from './touches.js';

/** The source of one touch. */
type TouchSource = Pick<SourceFound, 'sourceId' | 'trackingNumberId' | 'campaign'>;

/** Finds the source of what came in: of the first touch, and of the last where that is another. */
@Injectable()
export class Sources {
  readonly #ids = new Map<SourceCode, string>();

  constructor(private readonly sources: SourceService) {}

  async of(manager: EntityManager, arrival: Arrival): Promise<SourceFound> {
    const first = await this.#ofTouch(manager, arrival, arrival.attribution);
    const again = lastTouch(arrival.attribution);
    const last = again ? await this.#ofTouch(manager, arrival, again) : first;
    return { ...first, lastSourceId: last.sourceId, lastCampaign: last.campaign };
  }

  /** A tracking number (dialled, or shown to who came this way) says more than anything else. */
  async #ofTouch(
    manager: EntityManager,
    { kind, inquiry, trackingPhone }: Arrival,
    touch: Attribution | undefined,
  ): Promise<TouchSource> {
    const number = trackingPhone
      ? await this.sources.trackingNumber(manager, trackingPhone)
      : touch && (await this.sources.shownTo(manager, visitorOf(touch)));
    const campaign = touch?.utmCampaign ?? number?.campaign ?? null;
    if (number) return { ...number, campaign };
    const code = sourceOf({ kind, provider: inquiry.provider, attribution: touch });
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
