import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import { ConsentService } from '#consent';
import type { InquiryEntity, UnsubscribeEnvelope } from '#inquiries';
import { ActivityService } from '#leads';
import { capabilityDigest } from '#vault';
import { InquiryOutcomes } from '../calls/inquiry-outcomes.js';
import { ContactStops } from './contact-stops.js';
import { openLeadOf } from './open-lead.js';

interface Link {
  person_id: string;
  contact_point_id: string;
}

const WORDING = {
  email: 'Unsubscribed by the link in an e-mail.',
  all: 'Asked by the link in an e-mail not to be contacted any more.',
} as const;

/** Takes back what the holder of an unsubscribe link no longer wants. */
@Injectable()
export class UnsubscribeIntake {
  constructor(
    private readonly consent: ConsentService,
    private readonly activities: ActivityService,
    private readonly stops: ContactStops,
    private readonly outcomes: InquiryOutcomes,
  ) {}

  async takeIn(
    manager: EntityManager,
    inquiry: InquiryEntity,
    { token, scope }: UnsubscribeEnvelope,
    now: Date,
  ): Promise<void> {
    const [link] = await manager.query<Link[]>(
      'SELECT person_id, contact_point_id FROM unsubscribe_link WHERE token_digest = $1',
      [capabilityDigest(token)],
    );
    // The page lets only links through that exist; one that is gone has nothing to take back.
    const leadId = link ? await this.#revoke(manager, inquiry, link, scope, now) : null;
    await this.outcomes.note(manager, inquiry, leadId, now);
  }

  async #revoke(
    manager: EntityManager,
    inquiry: InquiryEntity,
    { person_id: personId, contact_point_id: contactPointId }: Link,
    scope: UnsubscribeEnvelope['scope'],
    now: Date,
  ): Promise<string | null> {
    const { id: inquiryId, receivedAt: at } = inquiry;
    const said = { personId, wording: WORDING[scope], at, origin: 'unsubscribe', inquiryId };
    if (scope === 'all') {
      await this.consent.revokeContact(manager, said, SYSTEM, now);
      const how = 'asked by e-mail not to be contacted any more';
      const stop = { personIds: [personId], saidById: inquiryId, how, at };
      return (await this.stops.follow(manager, stop, now))[0] ?? null;
    }
    const revoked = { ...said, contactPointId, scope, decision: 'revoked' } as const;
    await this.consent.record(manager, revoked, SYSTEM, now);
    const leadId = await openLeadOf(manager, [personId]);
    if (leadId) {
      const payload = { scope, decision: 'revoked' };
      const activity = { leadId, kind: 'consent.recorded', payload, at } as const;
      await this.activities.record(
        manager,
        { ...activity, actor: { kind: 'person' }, subjectId: inquiryId },
        now,
      );
    }
    return leadId;
  }
}
