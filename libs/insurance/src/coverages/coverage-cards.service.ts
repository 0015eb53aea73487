import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import type { Actor } from '#audit';
import { type CardSide, CARD_SIDES, labelOf } from '#contract';
import { leadError, LeadFileService, lockLead } from '#leads';
import { isId, newId } from '#platform';
import { cleanPicture } from './card-picture.js';
import { CoverageCardEntity } from './coverage-card.entity.js';
import { CoverageEntity } from './coverage.entity.js';
import { CoverageService } from './coverage.service.js';

/** Keeps pictures of insurance cards among the files of the lead: encrypted there, each opening on record. */
@Injectable()
export class CoverageCards {
  constructor(
    private readonly files: LeadFileService,
    private readonly coverages: CoverageService,
  ) {}

  /** Makes a picture ready to be kept; slow, and so outside any transaction. Throws as `cleanPicture` does. */
  ready(content: Buffer): Promise<Buffer> {
    return cleanPicture(content);
  }

  /** Keeps a picture that was made ready; one of the same side before it is hidden. Throws `coverage.not_found`. */
  async keep(
    manager: EntityManager,
    coverageId: string,
    side: CardSide,
    picture: Buffer,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const coverage = await this.#coverage(manager, coverageId);
    await lockLead(manager, coverage.leadId);
    const before = await this.#card(manager, coverageId, side);
    if (before) await this.#hide(manager, coverage, before, actor, now);
    const name = `Insurance card, ${labelOf(CARD_SIDES, side).toLowerCase()}.jpg`;
    const file = await this.files.add(
      manager,
      coverage.leadId,
      { name, content: picture },
      actor,
      now,
    );
    await manager.insert(CoverageCardEntity, {
      id: newId(),
      coverageId,
      side,
      fileId: file.id,
      createdAt: now,
    });
    await this.coverages.note(manager, coverage, 'card_added', actor, now, side);
  }

  /** Opens a picture, a JPEG; that is put on record. Throws `coverage.not_found`, `file.not_found`. */
  async open(
    manager: EntityManager,
    coverageId: string,
    side: CardSide,
    actor: Actor,
    now: Date,
  ): Promise<Buffer> {
    const coverage = await this.#coverage(manager, coverageId);
    const card = await this.#card(manager, coverageId, side);
    if (!card) throw leadError('file.not_found', 'There is no picture of this side.');
    const { leadId } = coverage;
    return (await this.files.open(manager, leadId, card.fileId, actor, now)).content;
  }

  /** Hides a picture; it is kept. Throws `coverage.not_found`, `file.not_found`. */
  async remove(
    manager: EntityManager,
    coverageId: string,
    side: CardSide,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const coverage = await this.#coverage(manager, coverageId);
    await lockLead(manager, coverage.leadId);
    const card = await this.#card(manager, coverageId, side);
    if (!card) throw leadError('file.not_found', 'There is no picture of this side.');
    await this.#hide(manager, coverage, card, actor, now);
    await this.coverages.note(manager, coverage, 'card_removed', actor, now, side);
  }

  async #hide(
    manager: EntityManager,
    { leadId }: CoverageEntity,
    card: CoverageCardEntity,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await manager.update(CoverageCardEntity, { id: card.id }, { removedAt: now });
    const file = (await this.files.list(manager, leadId)).find(({ id }) => id === card.fileId);
    // Somebody may have removed it among the files already.
    if (file) await this.files.remove(manager, leadId, card.fileId, actor, now);
  }

  #card(manager: EntityManager, coverageId: string, side: CardSide) {
    return manager.findOneBy(CoverageCardEntity, { coverageId, side, removedAt: IsNull() });
  }

  async #coverage(manager: EntityManager, coverageId: string): Promise<CoverageEntity> {
    const coverage = isId(coverageId)
      ? await manager.findOneBy(CoverageEntity, { id: coverageId })
      : null;
    if (!coverage) throw leadError('coverage.not_found', 'There is no such coverage.');
    return coverage;
  }
}
