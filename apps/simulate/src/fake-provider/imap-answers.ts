import type { FakeMailbox, KeptMail } from './fake-mailbox.js';

/** One line of a client's: `a1 UID FETCH 5:* (UID RFC822.SIZE)`. */
export interface Command {
  tag: string;
  verb: string;
  rest: string;
}

/** The connection breaks after this much of the answer. */
export interface Dropped {
  before: Buffer;
}

/** What the mailbox says to a command. */
export function answersTo(command: Command, mailbox: FakeMailbox): Buffer | Dropped {
  const { tag, verb, rest } = command;
  if (verb === 'UID') {
    const [word = '', ...more] = rest.split(' ');
    return uidAnswers({ tag, verb: word.toUpperCase(), rest: more.join(' ') }, mailbox);
  }
  const ok = (before = '') => Buffer.from(`${before}${tag} OK done\r\n`);
  switch (verb) {
    case 'CAPABILITY':
      return ok('* CAPABILITY IMAP4rev1 UIDPLUS\r\n');
    case 'LOGIN':
      return mayEnter(rest, mailbox)
        ? ok()
        : Buffer.from(`${tag} NO [AUTHENTICATIONFAILED] Wrong name or password\r\n`);
    case 'LIST':
    case 'LSUB':
      return ok(`* ${verb} (\\HasNoChildren) "/" "INBOX"\r\n`);
    case 'SELECT':
    case 'EXAMINE':
      return /^"?INBOX"?/i.test(rest)
        ? ok(selected(mailbox))
        : Buffer.from(`${tag} NO [NONEXISTENT] There is no such folder\r\n`);
    case 'LOGOUT':
      return ok('* BYE\r\n');
    case 'NOOP':
    case 'CLOSE':
    case 'CHECK':
      return ok();
    default:
      return Buffer.from(`${tag} BAD ${verb} is not spoken here\r\n`);
  }
}

function uidAnswers({ tag, verb, rest }: Command, mailbox: FakeMailbox): Buffer | Dropped {
  const ok = Buffer.from(`${tag} OK done\r\n`);
  const [range = '', ...more] = rest.split(' ');
  const what = more.join(' ');
  switch (verb) {
    case 'SEARCH': {
      const since = /SINCE\s+"?(\d{1,2}-\w{3}-\d{4})"?/i.exec(rest)?.[1];
      const from = since ? new Date(`${since} 00:00:00 UTC`) : new Date(0);
      const found = mailbox.mails.filter(({ receivedAt }) => receivedAt >= from);
      return Buffer.from(`* SEARCH ${found.map(({ uid }) => uid).join(' ')}\r\n${ok.toString()}`);
    }
    case 'FETCH':
      return fetched(tag, inRange(range, mailbox), what, mailbox);
    case 'STORE': {
      for (const mail of inRange(range, mailbox)) mail.seen ||= /\\Seen/i.test(what);
      return ok;
    }
    default:
      return Buffer.from(`${tag} BAD ${verb} is not spoken here\r\n`);
  }
}

function fetched(
  tag: string,
  mails: readonly KeptMail[],
  what: string,
  mailbox: FakeMailbox,
): Buffer | Dropped {
  const body = /BODY\.PEEK\[\](?:<(\d+)\.(\d+)>)?/i.exec(what);
  if (body && mailbox.faults[0] === 'refuse_fetch') {
    mailbox.faults.shift();
    return Buffer.from(`${tag} NO [SERVERBUG] This message cannot be read\r\n`);
  }
  const rows = mails.map((mail) => {
    const at = mailbox.mails.indexOf(mail) + 1;
    const flags = mail.seen ? '\\Seen' : '';
    const facts = `UID ${mail.uid} FLAGS (${flags}) RFC822.SIZE ${mail.raw.length} INTERNALDATE "${imapDate(mail.receivedAt)}"`;
    if (!body) return Buffer.from(`* ${at} FETCH (${facts})\r\n`);
    const start = Number(body[1] ?? 0);
    const part = mail.raw.subarray(start, body[2] ? start + Number(body[2]) : undefined);
    const section = body[1] === undefined ? 'BODY[]' : `BODY[]<${start}>`;
    const head = Buffer.from(`* ${at} FETCH (${facts} ${section} {${part.length}}\r\n`);
    return Buffer.concat([head, part, Buffer.from(')\r\n')]);
  });
  const whole = Buffer.concat([...rows, Buffer.from(`${tag} OK done\r\n`)]);
  if (body && mailbox.faults[0] === 'drop_on_fetch') {
    mailbox.faults.shift();
    return { before: whole.subarray(0, Math.floor(whole.length / 2)) };
  }
  return whole;
}

/** `5`, `5,7`, `5:9`, `5:*`; the star is the last message, whichever way round the two are. */
function inRange(range: string, { mails }: FakeMailbox): KeptMail[] {
  const last = Math.max(0, ...mails.map(({ uid }) => uid));
  const numbers = range.split(',').map((part) => {
    const [from = '', to = from] = part.split(':');
    const ends = [from, to].map((end) => (end === '*' ? last : Number(end)));
    return { low: Math.min(...ends), high: Math.max(...ends) };
  });
  return mails.filter(({ uid }) => numbers.some(({ low, high }) => uid >= low && uid <= high));
}

function selected({ mails, uidValidity, nextUid }: FakeMailbox): string {
  return [
    '* FLAGS (\\Seen \\Answered \\Deleted)',
    '* OK [PERMANENTFLAGS (\\Seen)] flags that stay',
    `* ${mails.length} EXISTS`,
    '* 0 RECENT',
    `* OK [UIDVALIDITY ${uidValidity}] numbers count since`,
    `* OK [UIDNEXT ${nextUid}] the next number`,
    '',
  ].join('\r\n');
}

function mayEnter(rest: string, { user, password, faults }: FakeMailbox): boolean {
  if (faults[0] === 'no_sign_in') {
    faults.shift();
    return false;
  }
  const given = rest.match(/"[^"]*"|\S+/g)?.map((word) => word.replaceAll(/^"|"$/g, '')) ?? [];
  return given[0] === user && given[1] === password;
}

function imapDate(date: Date): string {
  const [, day = '', month = '', year = '', time = ''] =
    /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(date.toUTCString()) ?? [];
  return `${day}-${month}-${year} ${time} +0000`;
}
