import type { SendMailOptions } from 'nodemailer';
import { type MailOut, MailPort, PROVIDER_DEADLINE_MS, type SendOutcome } from './ports.js';

/** A mail server and who writes. */
export interface MailServer {
  /** `smtps://user:password@host`. */
  url: string;
  /** `"Harbor Line" <hello@example.org>`, or the address alone. */
  from: string;
  /** The part of Message-IDs after the @. */
  host: string;
  /** Milliseconds; {@link PROVIDER_DEADLINE_MS} unless said. */
  deadline?: number;
}

interface SmtpError extends Error {
  code?: string;
  responseCode?: number;
}

/** E-mail by SMTP. A server's word for taking a message is not its arrival: it stays `sent`. */
export class SmtpMail extends MailPort {
  override readonly provider = 'smtp';
  readonly #server: MailServer | undefined;

  constructor(server: MailServer | undefined) {
    super();
    this.#server = server;
  }

  override get configured(): boolean {
    return this.#server !== undefined;
  }

  override async send(mail: MailOut): Promise<SendOutcome> {
    const server = this.#server;
    if (!server) return { result: 'unreachable', code: 'provider_not_configured' };
    // Loaded with the first message: whoever sends none need not wait for it at the start.
    const { createTransport } = await import('nodemailer');
    const deadline = server.deadline ?? PROVIDER_DEADLINE_MS;
    const transport = createTransport(server.url, {
      connectionTimeout: deadline,
      greetingTimeout: deadline,
      socketTimeout: deadline,
    } as Parameters<typeof createTransport>[1]);
    let begun = false;
    transport.use('stream', (handed, done) => {
      // Asked for once the server has let us in: from here on it may have been given the text.
      handed.message.processFunc((stream) => {
        begun = true;
        return stream;
      });
      done();
    });
    try {
      // The signal closes the connection: what was not given by then never is.
      const options = { ...optionsOf(server, mail), signal: AbortSignal.timeout(deadline) };
      const { messageId } = await transport.sendMail(options);
      return { result: 'accepted', providerMessageId: messageId };
    } catch (error) {
      return outcomeOf(error as SmtpError, begun);
    } finally {
      transport.close();
    }
  }
}

function optionsOf({ from, host }: MailServer, mail: MailOut): SendMailOptions {
  return {
    from,
    // One address, whatever is in it: as a text it would be read as a list of them.
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    ...(mail.attachments ? { attachments: [...mail.attachments] } : {}),
    messageId: `<${mail.messageId}@${host}>`,
    ...(mail.inReplyTo ? { inReplyTo: mail.inReplyTo, references: mail.inReplyTo } : {}),
    headers: {
      ...(mail.unsubscribeUrl === null
        ? {}
        : {
            'List-Unsubscribe': `<${mail.unsubscribeUrl}>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }),
      'Content-Language': mail.language,
    },
  };
}

/** A server that answers has refused it; one that went away may have taken it, if it was given it. */
function outcomeOf({ code, responseCode }: SmtpError, begun: boolean): SendOutcome {
  if (responseCode !== undefined) return { result: 'refused', code: `smtp_${responseCode}` };
  if (code === 'EENVELOPE') return { result: 'refused', code: 'smtp_address' };
  if (code === 'EAUTH') return { result: 'refused', code: 'smtp_sign_in' };
  return begun ? { result: 'unknown' } : { result: 'unreachable', code: 'provider_unreachable' };
}
