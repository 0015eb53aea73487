/** A text to be handed to whoever sends texts. */
export interface SmsOut {
  /** Our id of it; comes back with every report. */
  messageId: string;
  /** E.164. */
  to: string;
  /** A number of ours, E.164; may be left to the provider's pool. */
  from: string | null;
  body: string;
}

/** An e-mail to be handed to the mail server. */
export interface MailOut {
  messageId: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The page that ends such e-mails, with the person's own token; null: to a facility, about a request of ours. */
  unsubscribeUrl: string | null;
  language: string;
  /** The Message-ID of the e-mail that this one answers, angle brackets included. */
  inReplyTo?: string | null;
  attachments?: readonly MailAttachment[];
}

/** A file that goes with an e-mail. */
export interface MailAttachment {
  filename: string;
  contentType: string;
  content: Buffer;
}

/**
 * What the provider's answer means. `unknown`: it may have taken the message and the answer was lost; it must not be
 * asked again (rule R12). `refused` and `unreachable`: it has certainly not taken it.
 */
export type SendOutcome =
  | { result: 'accepted'; providerMessageId: string }
  | { result: 'refused'; code: string }
  | { result: 'unreachable'; code: string }
  | { result: 'unknown' };

/** A message as the provider's own list has it. */
export interface ListedSms {
  providerMessageId: string;
  /** Twilio's word: `sent`, `delivered`, `failed`, … */
  status: string;
  errorCode: string | null;
  createdAt: Date;
}

/** Sends texts. */
export abstract class SmsPort {
  /** The provider's name in records. */
  abstract readonly provider: string;
  /** False without an account: then nothing is tried. */
  abstract readonly configured: boolean;
  /** Never throws for what the network or the provider does; ends within the deadline. */
  abstract send(message: SmsOut): Promise<SendOutcome>;
  /** What the provider took with exactly this recipient and text since a moment. Throws when its list can't be read. */
  abstract list(sent: { to: string; body: string; since: Date }): Promise<ListedSms[]>;
}

/** Sends e-mails. */
export abstract class MailPort {
  abstract readonly provider: string;
  abstract readonly configured: boolean;
  /** Never throws for what the network or the server does; ends within the deadline. */
  abstract send(mail: MailOut): Promise<SendOutcome>;
}

/** How long a provider may take to answer; milliseconds. */
export const PROVIDER_DEADLINE_MS = 10_000;
