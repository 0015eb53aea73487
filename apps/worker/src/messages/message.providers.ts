import type { Provider } from '@nestjs/common';
import { mailboxOf, MailPort, SmsPort, SmtpMail, TwilioSms } from '#messages';
import type { WorkerSettings } from '#platform';
import { Confirmations } from './confirmations.js';
import { ContactStops } from './contact-stops.js';
import { FindLostSends } from './find-lost-sends.js';
import { MailIntake, MailServer } from './mail-intake.js';
import { MailReports } from './mail-reports.js';
import { MailStops } from './mail-stops.js';
import { MailThreads } from './mail-threads.js';
import { MessageFollowThrough } from './message-follow-through.js';
import { MessageReports } from './message-reports.js';
import { ReceivedMails } from './received-mails.js';
import { ReconcileMessage } from './reconcile-message.js';
import { PublicAddress, SendMessage } from './send-message.js';
import { TextIntake } from './text-intake.js';
import { UnsubscribeIntake } from './unsubscribe-intake.js';
import { VoicemailStops } from './voicemail-stops.js';

/** What the worker's module needs for SMS and e-mail; beside it `MessagesModule`. */
export function messageProviders(
  settings: Pick<WorkerSettings, 'providers' | 'publicUrl'>,
): Provider[] {
  return [
    Confirmations,
    ContactStops,
    FindLostSends,
    MailIntake,
    MailReports,
    MailStops,
    MailThreads,
    ReceivedMails,
    MessageFollowThrough,
    MessageReports,
    ReconcileMessage,
    SendMessage,
    TextIntake,
    UnsubscribeIntake,
    VoicemailStops,
    { provide: SmsPort, useFactory: () => smsPort(settings) },
    { provide: MailPort, useFactory: () => mailPort(settings) },
    { provide: MailServer, useValue: { authserv: settings.providers.mailAuthserv } },
    { provide: PublicAddress, useValue: { url: settings.publicUrl } },
  ];
}

function smsPort({
  providers,
  publicUrl,
}: Pick<WorkerSettings, 'providers' | 'publicUrl'>): SmsPort {
  const { twilioAccountSid: sid, twilioAuthToken: authToken } = providers;
  if (!sid || !authToken) return new TwilioSms(undefined);
  const { twilioApiBase: base, twilioMessagingServiceSid: messagingServiceSid } = providers;
  return new TwilioSms({ sid, authToken, messagingServiceSid, base, publicUrl });
}

function mailPort({
  providers,
  publicUrl,
}: Pick<WorkerSettings, 'providers' | 'publicUrl'>): MailPort {
  const { smtpUrl, mailFrom, imapUrl } = providers;
  if (!smtpUrl) return new SmtpMail(undefined);
  const host = new URL(publicUrl).hostname;
  const from = mailFrom ?? (imapUrl && mailboxOf(imapUrl).address) ?? `no-reply@${host}`;
  return new SmtpMail({ url: smtpUrl, from, host });
}
