import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SYSTEM } from '#audit';
import { type CardSide, CARD_SIDES, labelOf } from '#contract';
import { TaskService } from '#follow-up';
import { type Envelope, InquiryService } from '#inquiries';
import { CoverageCards } from '#insurance';
import { DomainError } from '#platform';
import { type JobContext, once } from '#queue';

interface Photo {
  side: CardSide;
  /** As it is kept; null: it cannot be read. */
  picture: Buffer | null;
}

/** Handles `KEEP_CARDS`: what the camera wrote into a photo ends here, before anybody can look at it. */
@Injectable()
export class KeepCards {
  constructor(
    private readonly source: DataSource,
    private readonly inquiries: InquiryService,
    private readonly cards: CoverageCards,
    private readonly tasks: TaskService,
  ) {}

  async handle({ inquiryId }: { inquiryId: string }, context: JobContext): Promise<void> {
    const { envelope } = await this.inquiries.open(this.source.manager, inquiryId);
    // Drawing takes a second, and nobody should wait for it in a transaction.
    const photos: Photo[] = [];
    for (const card of photosOf(envelope)) photos.push(await this.#drawn(card));
    await once(this.source, context, async (manager) => {
      const [coverage] = await manager.query<{ id: string; lead_id: string }[]>(COVERAGE_OF, [
        inquiryId,
      ]);
      if (!coverage) return;
      for (const { side, picture } of photos) {
        if (picture) {
          await this.cards.keep(manager, coverage.id, side, picture, SYSTEM, context.now);
          continue;
        }
        const label = labelOf(CARD_SIDES, side).toLowerCase();
        const title = `The photo of the card they sent (${label}) cannot be read: ask for what is on it`;
        const originKey = `card:${inquiryId}:${side}`;
        const task = { kind: 'review', leadId: coverage.lead_id, title, originKey } as const;
        await this.tasks.create(manager, { ...task, dueAt: context.now }, SYSTEM, context.now);
      }
    });
  }

  async #drawn({ side, content }: { side: CardSide; content: string }): Promise<Photo> {
    try {
      return { side, picture: await this.cards.ready(Buffer.from(content, 'base64')) };
    } catch (error) {
      // What begins like a picture and is none; a person asks for another.
      if (error instanceof DomainError) return { side, picture: null };
      throw error;
    }
  }
}

/** That of the inquiry, else that of the request from whose page the photos came. */
const COVERAGE_OF = `SELECT id, lead_id FROM coverage WHERE inquiry_id IN ($1,
  (SELECT about_id FROM status_answer WHERE inquiry_id = $1)) ORDER BY (inquiry_id = $1) DESC LIMIT 1`;

function photosOf(envelope: Envelope) {
  const may = envelope.type === 'help_request' || envelope.type === 'status_answer';
  return may ? (envelope.cards ?? []) : [];
}
