import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { may, ROLES } from '#contract';
import { MailPort } from '#messages';
import { type JobContext, once } from '#queue';
import { newId } from '#platform';

const REVIEWERS = ROLES.filter((role) => may(role, 'emergency.review'));

/**
 * Tells those who review emergency accesses by e-mail that there is one, where e-mail is set up; the banner on
 * their desk tells them anyway. The mail names the lead's number: no person and no reason.
 * The job is done before the mail leaves: a lost answer is never asked again (rule R12).
 */
@Injectable()
export class TellOfEmergency {
  constructor(
    private readonly source: DataSource,
    private readonly mail: MailPort,
  ) {}

  async handle({ accessId }: { accessId: string }, context: JobContext): Promise<void> {
    let told: Told | undefined;
    const first = await once(this.source, context, async (manager) => {
      told = this.mail.configured ? await toldOf(manager, accessId) : undefined;
    });
    if (!first || told === undefined) return;
    const { subject, text } = wordsOf(told);
    for (const to of told.to) {
      await this.mail.send({
        messageId: newId(),
        to,
        subject,
        text,
        html: `<p>${text.replaceAll('\n\n', '</p><p>')}</p>`,
        unsubscribeUrl: null,
        language: 'en',
      });
    }
  }
}

interface Told {
  to: string[];
  number: string;
}

async function toldOf(manager: EntityManager, accessId: string): Promise<Told | undefined> {
  const [told] = await manager.query<Told[]>(
    `SELECT l.number, coalesce((SELECT array_agg(s.email ORDER BY s.id) FROM staff_user s
        WHERE s.status = 'active' AND s.role = ANY($2::text[]) AND s.id <> e.staff_id), '{}') AS to
     FROM emergency_access e JOIN lead l ON l.id = e.lead_id WHERE e.id = $1`,
    [accessId, REVIEWERS],
  );
  return told;
}

function wordsOf({ number }: Told): { subject: string; text: string } {
  return {
    subject: `Emergency access to #${number}: please review`,
    text: [
      `A colleague opened record #${number} outside their rights, for an emergency.`,
      'Sign in to the desk and open "Emergency access" to see who, why, and what was read; say there whether it was justified.',
    ].join('\n\n'),
  };
}
