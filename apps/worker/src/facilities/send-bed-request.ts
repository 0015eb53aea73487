import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import {
  BED_REQUEST_DAYS,
  BedRequestEntity,
  bedRequestWords,
  FacilityAccessService,
  FacilityContactService,
  FacilityService,
} from '#facilities';
import { composeMail, MailPort, type MailSender, mailSender, type SendOutcome } from '#messages';
import { inTransaction } from '#platform';
import { type JobContext, once } from '#queue';
import { PublicAddress } from '../messages/send-message.js';
import { AskFacilities, OLDEST_COUNT } from './ask-facilities.js';

interface Ready {
  request: BedRequestEntity;
  to: string;
  sender: MailSender;
  url: string;
}

/**
 * Sends one e-mail that asks for open beds. It leaves `queued`, with a link made for it alone, in one transaction that is
 * committed before the mail server is asked: whatever happens then, nothing asks a second time (rule R12). What did not
 * get out is a colleague's task.
 */
@Injectable()
export class SendBedRequest {
  constructor(
    private readonly source: DataSource,
    private readonly mail: MailPort,
    private readonly facilities: FacilityService,
    private readonly contacts: FacilityContactService,
    private readonly access: FacilityAccessService,
    private readonly asking: AskFacilities,
    private readonly site: PublicAddress,
  ) {}

  async handle({ requestId }: { requestId: string }, context: JobContext): Promise<void> {
    let ready: Ready | null = null;
    const first = await once(this.source, context, async (manager) => {
      ready = await this.#start(manager, requestId, context.now);
    });
    if (!first || ready === null) return;
    await this.#hand(ready, context.now);
  }

  async #start(manager: EntityManager, requestId: string, now: Date): Promise<Ready | null> {
    const request = await manager.findOne(BedRequestEntity, {
      where: { id: requestId, state: 'queued' },
      lock: { mode: 'pessimistic_write' },
    });
    if (!request) return null;
    const { facilityId } = request;
    if (!(await isWanted(manager, request))) {
      await manager.update(BedRequestEntity, requestId, { state: 'over' });
      return null;
    }
    const sender = await mailSender(manager);
    const to = await this.contacts.admissionsEmail(manager, facilityId);
    const missing = this.#missing(sender, to);
    if (missing !== null || to === null) {
      await this.#failed(manager, request, missing ?? 'no_address', now);
      return null;
    }
    const { access, secret } = await this.access.makeLink(
      manager,
      facilityId,
      BED_REQUEST_DAYS,
      SYSTEM,
      now,
    );
    const change = { state: 'sending', sendingAt: now, linkId: access.id } as const;
    await manager.update(BedRequestEntity, requestId, change);
    return { request, to, sender, url: `${this.site.url}/beds/${secret}` };
  }

  #missing(sender: MailSender, to: string | null): string | null {
    if (!this.mail.configured) return 'provider_not_configured';
    if (sender.postalAddress.trim() === '') return 'no_postal_address';
    return to === null ? 'no_address' : null;
  }

  async #hand({ request, to, sender, url }: Ready, now: Date): Promise<void> {
    const { subject, body, why } = bedRequestWords(sender.organisation, url);
    const unsubscribeUrl = `${url}/no-more-mail`;
    const words = { subject, body, unsubscribeUrl, language: 'en', why };
    const { text, html } = composeMail(sender, words);
    const mail = { messageId: request.id, to, subject, text, html, language: 'en', unsubscribeUrl };
    const outcome = await this.mail.send(mail);
    await inTransaction(this.source, (manager) => this.#settle(manager, request, outcome, now));
  }

  async #settle(
    manager: EntityManager,
    request: BedRequestEntity,
    outcome: SendOutcome,
    now: Date,
  ): Promise<void> {
    const { id, facilityId } = request;
    switch (outcome.result) {
      case 'accepted': {
        const { providerMessageId } = outcome;
        await manager.update(BedRequestEntity, id, {
          state: 'sent',
          sentAt: now,
          providerMessageId,
        });
        const details = { requestId: id };
        await this.facilities.recorded(
          manager,
          facilityId,
          'facility.beds_asked',
          details,
          SYSTEM,
          now,
        );
        return;
      }
      case 'unknown':
        await manager.update(BedRequestEntity, id, { state: 'unknown' });
        await this.asking.beds(manager, facilityId, now);
        return;
      case 'refused':
      case 'unreachable':
        await this.#failed(manager, request, outcome.code, now);
    }
  }

  async #failed(
    manager: EntityManager,
    { id, facilityId }: BedRequestEntity,
    errorCode: string,
    now: Date,
  ): Promise<void> {
    await manager.update(BedRequestEntity, id, { state: 'failed', errorCode });
    await this.asking.beds(manager, facilityId, now);
  }
}

/** Nobody stopped it, nobody reported since, and the facility is still one of ours. */
async function isWanted(
  manager: EntityManager,
  { facilityId, staleSince }: BedRequestEntity,
): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    `SELECT 1 FROM facility f WHERE f.id = $1 AND f.active AND f.taken_back_at IS NULL AND f.bed_mails
       AND (${OLDEST_COUNT}) <= $2`,
    [facilityId, staleSince],
  );
  return rows.length > 0;
}
