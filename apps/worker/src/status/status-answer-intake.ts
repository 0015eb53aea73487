import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { announce, AuditService, SYSTEM } from '#audit';
import { TaskService } from '#follow-up';
import type { InquiryEntity, StatusAnswerEnvelope } from '#inquiries';
import { LeadIntakeService, triage } from '#leads';
import { InquiryOutcomes } from '../calls/inquiry-outcomes.js';
import { type AnsweredRequest, answeredRequest } from './answered-request.js';
import { RenderStatus } from './render-status.js';
import { StatusDeeds } from './status-deeds.js';
import { saidInAnswer } from './said-in-answer.js';

/** Thrown while the request itself is not taken in yet: the job is tried again. */
class RequestStillWaiting extends Error {
  override readonly name = 'RequestStillWaiting';
}

/** Takes in what people send from the page of their own request: once, with its timeline, its task and the page anew. */
@Injectable()
export class StatusAnswerIntake {
  constructor(
    private readonly leads: LeadIntakeService,
    private readonly outcomes: InquiryOutcomes,
    private readonly deeds: StatusDeeds,
    private readonly tasks: TaskService,
    private readonly audit: AuditService,
    private readonly status: RenderStatus,
  ) {}

  async takeIn(
    manager: EntityManager,
    inquiry: InquiryEntity,
    envelope: StatusAnswerEnvelope,
    now: Date,
  ): Promise<void> {
    const about = await answeredRequest(manager, Buffer.from(envelope.link, 'hex'));
    // The page lets only links through that exist; one that is gone has nothing to change.
    if (!about) return this.outcomes.note(manager, inquiry, null, now);
    if (!about.decided) throw new RequestStillWaiting('the request is not taken in yet');
    await noteAnswer(manager, about, inquiry, envelope);
    await this.#onTimeline(manager, inquiry, about, envelope, now);
    if (about.leadId === null) await this.#askAHuman(manager, inquiry, about, envelope, now);
    else await this.deeds.act(manager, inquiry, { ...about, leadId: about.leadId }, envelope, now);
    await this.audit.record(
      manager,
      {
        actor: { kind: 'person' },
        action: `status_page.${envelope.answer.act}`,
        resource: 'inquiry',
        resourceId: about.aboutId,
        leadId: about.leadId,
        personId: about.requesterId,
      },
      now,
    );
    await this.status.render(manager, about.aboutId, now);
  }

  /** On an open lead as one more word of theirs, which runs through the urgency rules; else as a note. */
  async #onTimeline(
    manager: EntityManager,
    inquiry: InquiryEntity,
    about: AnsweredRequest,
    { answer }: StatusAnswerEnvelope,
    now: Date,
  ): Promise<void> {
    if (about.leadId === null || about.closed) {
      return this.outcomes.note(manager, inquiry, about.leadId, now);
    }
    const { summary, message } = saidInAnswer(answer);
    await this.leads.join(
      manager,
      about.leadId,
      {
        inquiry: {
          id: inquiry.id,
          kind: inquiry.kind,
          summary,
          message,
          receivedAt: inquiry.receivedAt,
          requesterId: about.requesterId,
        },
        because: 'sent from the page of this request',
        triage: triage({
          danger: false,
          substances: [],
          when: null,
          age: null,
          pregnant: null,
          message: message ?? null,
          forWhom: 'self',
          kind: 'link_answer',
        }),
      },
      { kind: 'person' },
      now,
    );
    announce(manager, {
      event: 'inquiry.changed',
      id: inquiry.id,
      leadId: about.leadId,
      created: true,
    });
  }

  /** Nothing of it can be done by itself while the request is held back: whoever looks at that one is told. */
  async #askAHuman(
    manager: EntityManager,
    inquiry: InquiryEntity,
    about: AnsweredRequest,
    { answer }: StatusAnswerEnvelope,
    now: Date,
  ): Promise<void> {
    const title = `Somebody came back to the page of inquiry ${about.reference}, which is held back. ${saidInAnswer(answer).summary}`;
    const originKey = `status:${inquiry.id}`;
    await this.tasks.create(
      manager,
      { kind: 'review', title, dueAt: now, urgency: 'P2', originKey },
      SYSTEM,
      now,
    );
  }
}

async function noteAnswer(
  manager: EntityManager,
  { aboutId }: AnsweredRequest,
  { id, receivedAt }: InquiryEntity,
  { answer }: StatusAnswerEnvelope,
): Promise<void> {
  await manager.query(
    `INSERT INTO status_answer (inquiry_id, about_id, act, at) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING`,
    [id, aboutId, answer.act, receivedAt],
  );
}
