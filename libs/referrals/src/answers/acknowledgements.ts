import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import type { Urgency } from '#contract';
import { OrganisationService } from '#content';
import { clockDue } from '#leads';
import { enqueueJob } from '#queue';
import { PROPOSE_NEXT } from '../jobs.js';
import { ReferralLinks } from '../links/referral-links.js';
import { NextReferral } from '../moves/next-referral.js';
import { FacilityNotices } from '../notices/facility-notices.js';
import { lockReferral } from '../referral-error.js';

/** What happens while a facility stays silent: a nudge when the promise of 30 minutes is over, then the next best. */
@Injectable()
export class Acknowledgements {
  constructor(
    private readonly links: ReferralLinks,
    private readonly notices: FacilityNotices,
    private readonly next: NextReferral,
    private readonly organisation: OrganisationService,
  ) {}

  /** The clock ran out: the facility is reminded, and has as long again. Nothing when it has answered meanwhile. */
  async missed(manager: EntityManager, referralId: string, now: Date): Promise<void> {
    const referral = await lockReferral(manager, referralId);
    if (referral.state !== 'sent') return;
    const contact = await this.links.lastContact(manager, referralId);
    if (contact) {
      const { channel, address } = contact;
      const notice = { referral, kind: 'nudge', channel, address } as const;
      await this.notices.queue(manager, notice, SYSTEM, now);
    }
    const [lead] = await manager.query<{ urgency: Urgency }[]>(
      'SELECT urgency FROM lead WHERE id = $1',
      [referral.leadId],
    );
    const working = await this.organisation.workingTime(manager);
    const dueAt = clockDue('referral_acknowledged', lead?.urgency ?? 'P2', now, working);
    const dedupeKey = `propose-next:${referralId}`;
    await enqueueJob(manager, PROPOSE_NEXT, { referralId }, { dueAt, dedupeKey });
  }

  /** It stayed silent: the next best is proposed. The referral itself goes on, an answer is still welcome. */
  async stillSilent(manager: EntityManager, referralId: string, now: Date): Promise<void> {
    const referral = await lockReferral(manager, referralId);
    if (referral.state !== 'sent') return;
    await this.next.propose(manager, referral, 'not_acknowledged', SYSTEM, now);
  }
}
