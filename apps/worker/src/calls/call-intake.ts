import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { announce } from '#audit';
import { BrowserCallService, type CallEntity, CallService, RecordingService } from '#calls';
import { SourceService } from '#content';
import type { InquiryKind } from '#contract';
import type { InquiryEntity } from '#inquiries';
import { normalisePhone } from '#people';
import { IntakeService } from '../intake/intake.service.js';
import { VoicemailStops } from '../messages/voicemail-stops.js';
import { CallFollowThrough } from './call-follow-through.js';
import { InquiryOutcomes } from './inquiry-outcomes.js';
import { OutboundCalls } from './outbound-calls.js';
import type { PhoneEvent } from './phone-event.js';

/** Makes calls, and leads of the callers, of what the telephone companies tell. */
@Injectable()
export class CallIntake {
  constructor(
    private readonly calls: CallService,
    private readonly recordings: RecordingService,
    private readonly browser: BrowserCallService,
    private readonly intake: IntakeService,
    private readonly sources: SourceService,
    private readonly outbound: OutboundCalls,
    private readonly outcomes: InquiryOutcomes,
    private readonly followThrough: CallFollowThrough,
    private readonly voicemailStops: VoicemailStops,
  ) {}

  /**
   * Adds one event to its call. The event that tells who calls gives the call its lead; the later
   * ones find it there, in whatever order they come. Locks the call's row, then the contact.
   */
  async takeIn(
    manager: EntityManager,
    inquiry: InquiryEntity,
    event: PhoneEvent,
    now: Date,
  ): Promise<void> {
    const identity = {
      provider: inquiry.provider,
      providerCallId: event.providerCallId,
      direction: event.direction,
    };
    const { call, outcomeChanged } = await this.calls.applyEvent(
      manager,
      identity,
      event.call,
      now,
    );
    if (event.call.recording) await this.recordings.want(manager, call, now);
    const taker = await this.#taker(manager, event);
    if (taker) await this.browser.taken(manager, call, taker);
    const known = call.leadId;
    await this.#decideLead(manager, inquiry, event, call, now);
    await this.followThrough.run(
      manager,
      call,
      { news: outcomeChanged || known !== call.leadId },
      now,
    );
    const { phone, message } = event;
    const { startedAt } = call;
    await this.voicemailStops.heard(manager, inquiry, { phone, message, startedAt }, now);
    announce(manager, {
      event: 'call.changed',
      id: call.id,
      leadId: call.leadId,
      created: known === null && call.leadId !== null,
    });
  }

  /** Which colleague took it: in their browser, or at the phone of whoever is on call. */
  async #taker(manager: EntityManager, { takenBy, takenAt, call }: PhoneEvent) {
    if (takenBy) return takenBy;
    return takenAt ? this.browser.onCallAt(manager, takenAt, call.startedAt) : null;
  }

  /** Gives the call its lead where it has none, and the inquiry its outcome. */
  async #decideLead(
    manager: EntityManager,
    inquiry: InquiryEntity,
    event: PhoneEvent,
    call: CallEntity,
    now: Date,
  ): Promise<void> {
    if (event.direction === 'outbound') {
      if (event.permitId) await this.browser.attach(manager, call, event.permitId);
      else await this.outbound.attach(manager, call, event);
      return this.outcomes.note(manager, inquiry, call.leadId, now);
    }
    if (call.leadId !== null) {
      return inquiry.follows === null
        ? this.outcomes.joinByCall(manager, inquiry, call.leadId, now)
        : this.outcomes.note(manager, inquiry, call.leadId, now);
    }
    if (!event.knowsCaller || (await this.#firstEventComes(manager, inquiry))) {
      return this.outcomes.note(manager, inquiry, null, now);
    }
    await this.#takeInCaller(manager, inquiry, event, call, now);
  }

  /** Whether the event that began this call is stored: then that one, and no later one, opens the lead. */
  async #firstEventComes(manager: EntityManager, inquiry: InquiryEntity): Promise<boolean> {
    if (inquiry.follows === null) return false;
    const rows = await manager.query<unknown[]>(
      'SELECT 1 FROM inquiry WHERE provider = $1 AND provider_event_id = $2',
      [inquiry.provider, inquiry.follows],
    );
    return rows.length > 0;
  }

  async #takeInCaller(
    manager: EntityManager,
    inquiry: InquiryEntity,
    event: PhoneEvent,
    call: CallEntity,
    now: Date,
  ): Promise<void> {
    const trackingPhone = event.ourPhone ? normalisePhone(event.ourPhone) : null;
    const caller = await this.intake.takeInCaller(manager, {
      inquiry,
      kind: inquiry.kind as InquiryKind,
      phone: event.phone,
      name: event.name,
      message: event.message,
      trackingPhone,
      state: event.state,
      zip: event.zip,
      receivedAt: inquiry.receivedAt,
      now,
    });
    const number = trackingPhone ? await this.sources.trackingNumber(manager, trackingPhone) : null;
    const ties = {
      leadId: caller.leadId,
      contactPointId: caller.contactPointId,
      trackingNumberId: number?.trackingNumberId ?? null,
    };
    await this.calls.attach(manager, call.id, ties);
    Object.assign(call, ties);
  }
}
