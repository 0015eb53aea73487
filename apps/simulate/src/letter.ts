import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { mailboxOf } from '#messages';
import { latestTo } from './fake-provider/post-office.js';

/** An e-mail that somebody writes to the house, or that a mail server sends about one of its own. */
export interface Letter {
  kind: 'letter' | 'reply' | 'away' | 'bounce';
  from: string;
  subject: string | undefined;
  text: string;
  html: boolean;
  file: string | undefined;
  /** The address in From is somebody else's: its mail server does not vouch for it. */
  forged: boolean;
}

interface Mailbox {
  smtpUrl: string;
  imapUrl: string;
  outgoing: string;
}

/** Gives it to the mail server of the demo. Throws a sentence when it cannot. */
export async function sendLetter(
  letter: Letter,
  { smtpUrl, imapUrl, outgoing }: Mailbox,
  say: (line: string) => void,
): Promise<void> {
  const to = mailboxOf(imapUrl).user;
  const answered = letter.kind === 'letter' ? null : await answeredBy(letter, outgoing);
  const transport = createTransport(smtpUrl);
  try {
    const options = await optionsOf(letter, answered);
    const from = letter.forged ? 'somebody@elsewhere.example' : letter.from;
    const envelope = { from: letter.kind === 'bounce' ? '' : from, to };
    await transport.sendMail({ to, ...options, envelope });
    say(`→ E-mail (${letter.kind}) from ${letter.from} to ${to}`);
    say('   the worker reads the mailbox every ten seconds');
  } catch (error) {
    throw new Error('The mail server of the demo does not answer. Is it running (npm run demo)?', {
      cause: error,
    });
  } finally {
    transport.close();
  }
}

/** The e-mail of the house that is answered. */
interface Answered {
  messageId: string;
  subject: string;
  text: string;
}

async function answeredBy({ from }: Letter, outgoing: string): Promise<Answered> {
  const raw = await latestTo(outgoing, from);
  if (raw === null) {
    throw new Error(`The house has written nothing to ${from} that could be answered.`);
  }
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(raw)?.[1]?.trim() ?? '';
  return { messageId: field('Message-ID'), subject: field('Subject'), text: raw };
}

async function optionsOf(letter: Letter, answered: Answered | null): Promise<SendMailOptions> {
  if (letter.kind === 'bounce' && answered) return bounceOf(letter, answered);
  const { from, text, html, file } = letter;
  const quoted = answered
    ? `\n\nOn ${new Date().toUTCString()} Harbor Line wrote:\n> ${answered.subject}\n`
    : '';
  const subject =
    letter.subject ?? (answered ? `Re: ${answered.subject.replace(/^Re: /, '')}` : 'A question');
  return {
    from,
    subject: letter.kind === 'away' ? 'Automatic reply: away' : subject,
    ...(html ? { html: `<p>${text}</p><img src="https://track.example/x.gif">` } : {}),
    ...(html ? {} : { text: text + quoted }),
    ...(answered ? { inReplyTo: answered.messageId, references: answered.messageId } : {}),
    ...(letter.kind === 'away' ? { headers: { 'Auto-Submitted': 'auto-replied' } } : {}),
    ...(file ? { attachments: [{ filename: basename(file), content: await readFile(file) }] } : {}),
  };
}

/** As RFC 3464 has it: the address does not exist. */
function bounceOf({ from }: Letter, { messageId, subject }: Answered): SendMailOptions {
  const boundary = 'report';
  const parts = [
    ['text/plain', `Your e-mail to ${from} could not be delivered.`],
    [
      'message/delivery-status',
      `Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; ${from}\r\nAction: failed\r\nStatus: 5.1.1`,
    ],
    ['text/rfc822-headers', `Message-ID: ${messageId}\r\nSubject: ${subject}`],
  ];
  const body = parts.map(
    ([type = '', content = '']) => `--${boundary}\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`,
  );
  return {
    raw: [
      'From: MAILER-DAEMON@mx.example',
      'Subject: Undelivered Mail Returned to Sender',
      `Message-ID: <${Date.now()}@mx.example>`,
      'Auto-Submitted: auto-replied',
      'MIME-Version: 1.0',
      `Content-Type: multipart/report; report-type=delivery-status; boundary=${boundary}`,
      '',
      `${body.join('')}--${boundary}--`,
      '',
    ].join('\r\n'),
  };
}
