import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import { TaskService } from '#follow-up';
import type { InquiryEntity } from '#inquiries';
import { IntakeService } from '../intake/intake.service.js';
import type { FormEvent } from './phone-event.js';

/** Makes leads of the forms that adverts and form tracking bring. */
@Injectable()
export class FormIntake {
  constructor(
    private readonly intake: IntakeService,
    private readonly tasks: TaskService,
  ) {}

  async takeIn(
    manager: EntityManager,
    inquiry: InquiryEntity,
    form: FormEvent,
    kind: 'form' | 'ad_lead_form',
    now: Date,
  ): Promise<void> {
    const { leadId } = await this.intake.takeInCaller(manager, {
      inquiry,
      kind,
      phone: form.phone,
      email: form.email,
      name: form.name,
      message: form.answers,
      zip: form.zip,
      trackingPhone: null,
      receivedAt: inquiry.receivedAt,
      now,
    });
    if (form.phone ?? form.email) return;
    await this.tasks.create(
      manager,
      {
        leadId,
        kind: 'review',
        title:
          inquiry.provider === 'meta_leads'
            ? `Read the answers of this lead form at Meta (lead ${inquiry.providerEventId}): they are not sent along`
            : 'This lead form came without a phone number or e-mail address: look at what was answered',
        dueAt: now,
        originKey: `form:${inquiry.id}`,
      },
      SYSTEM,
      now,
    );
  }
}
