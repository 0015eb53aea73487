import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#audit';
import { BrowserCallService } from '#calls';
import { type ChannelView, type DialInput, type DialPermit, ERROR_STATUS } from '#contract';
import { lockLead } from '#leads';
import { ChannelQueries, ourNumber } from '#messages';
import { DomainError } from '../http/record-errors.js';

/** Asks whether somebody may be called now, and gives leave to. */
@Injectable()
export class Dialling {
  constructor(
    private readonly channels: ChannelQueries,
    private readonly calls: BrowserCallService,
  ) {}

  /**
   * Leave to call one number of a lead once. Throws `lead.not_found`, `request.invalid` for a number that is nobody's on
   * this lead, `phone.call_not_allowed` with the reason where the contact rules say no, and `phone.no_own_number`.
   */
  async permit(
    manager: EntityManager,
    { leadId, contactPointId }: DialInput,
    actor: Actor & { id: string },
    now: Date,
  ): Promise<DialPermit> {
    await lockLead(manager, leadId);
    const channel = (await this.channels.ofLead(manager, leadId, now)).find(
      (one) => one.contactPointId === contactPointId && one.channel === 'call',
    );
    if (!channel) throw strangeNumber();
    if (!channel.open) throw notAllowed(channel);
    const fromPhone = await ourNumber(manager, leadId);
    if (fromPhone === null) throw noOwnNumber();
    const to = channel.address;
    const dialling = { leadId, contactPointId, to, fromPhone };
    const { token, expiresAt } = await this.calls.permit(manager, dialling, actor, now);
    return { permit: token, to, name: channel.personName, expiresAt: expiresAt.toISOString() };
  }
}

function strangeNumber(): DomainError {
  const message = 'Please choose a number of somebody on this lead.';
  const status = ERROR_STATUS['request.invalid'];
  return new DomainError('request.invalid', {
    status,
    message,
    errors: { contactPointId: message },
  });
}

function notAllowed({ because, sentence, opensAt }: ChannelView): DomainError {
  return new DomainError('phone.call_not_allowed', {
    status: ERROR_STATUS['phone.call_not_allowed'],
    message: sentence ?? 'They may not be called now.',
    details: { because, opensAt },
  });
}

function noOwnNumber(): DomainError {
  return new DomainError('phone.no_own_number', {
    status: ERROR_STATUS['phone.no_own_number'],
    message: 'There is no number of ours to call from: add one under Sources, Tracking numbers.',
  });
}
