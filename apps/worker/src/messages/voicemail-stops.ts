import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import { ConsentService, contactWish } from '#consent';
import type { InquiryEntity } from '#inquiries';
import { PeopleService } from '#people';
import { ContactStops } from './contact-stops.js';

const ORIGIN = 'voicemail';

/** A message on our voicemail, where the phone company writes down what was said. */
export interface Voicemail {
  phone: string | null;
  message?: string | null;
  startedAt: Date;
}

/** A voicemail that says nothing but "stop calling me" counts as much as a text that does (docs/domain.md, stop words). */
@Injectable()
export class VoicemailStops {
  constructor(
    private readonly people: PeopleService,
    private readonly consent: ConsentService,
    private readonly stops: ContactStops,
  ) {}

  /** Takes every consent back, for everybody at this number; once a call, however often it is told. */
  async heard(
    manager: EntityManager,
    inquiry: InquiryEntity,
    { phone, message, startedAt }: Voicemail,
    now: Date,
  ): Promise<void> {
    if (phone === null || !message || contactWish(message) !== 'stop') return;
    const known = await this.people.findByContact(manager, 'phone', phone);
    const personIds = known.map(({ personId }) => personId);
    if (personIds.length === 0 || (await noted(manager, personIds, startedAt))) return;
    const at = inquiry.receivedAt;
    for (const personId of personIds) {
      const said = { personId, wording: message.trim(), at, origin: ORIGIN };
      await this.consent.revokeContact(manager, said, SYSTEM, now);
    }
    const how = 'said on our voicemail that they want to be left alone';
    await this.stops.follow(manager, { personIds, saidById: inquiry.id, how, at }, now);
  }
}

async function noted(
  manager: EntityManager,
  personIds: readonly string[],
  since: Date,
): Promise<boolean> {
  const [row] = await manager.query<unknown[]>(
    `SELECT 1 FROM consent WHERE person_id = ANY($1::uuid[]) AND origin = $2 AND decision = 'revoked' AND at >= $3
     LIMIT 1`,
    [personIds, ORIGIN, since],
  );
  return row !== undefined;
}
