import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mailboxOf } from '#messages';
import { FakeMail, type TakenMail } from './fake-mail.js';
import { FakeMailbox } from './fake-mailbox.js';

/** Where the mail server of a demo is. */
interface Place {
  smtpUrl: string;
  imapUrl: string;
  /** A folder in which every e-mail that goes out is a file. */
  outgoing: string;
}

/**
 * A mail server of its own: e-mails to the mailbox's address are put into it, all others are written to the folder,
 * where one can look at them.
 */
export async function openPostOffice({
  smtpUrl,
  imapUrl,
  outgoing,
}: Place): Promise<{ close(): Promise<unknown> }> {
  const { user, password, port } = mailboxOf(imapUrl);
  await mkdir(outgoing, { recursive: true, mode: 0o700 });
  const mailbox = await FakeMailbox.open({ port, user, password });
  // What it held before is gone: its numbers count anew.
  mailbox.uidValidity = Math.floor(Date.now() / 1000);
  const mail = await FakeMail.open({
    port: Number(new URL(smtpUrl).port),
    onTaken: ({ from, to, raw }) => {
      if (to.includes(user)) mailbox.deliver(vouched({ from, raw }, user));
      for (const address of to.filter((each) => each !== user)) void keep(outgoing, address, raw);
    },
  });
  return { close: () => Promise.all([mailbox.close(), mail.close()]) };
}

/**
 * As a receiving mail server does: takes out what claims to be its own word, and says whether the sender is proven. What
 * stands for the proof here is that the envelope's sender is of the same domain as From.
 */
function vouched({ from, raw }: Pick<TakenMail, 'from' | 'raw'>, user: string): string {
  const server = domainOf(user);
  const claimed = new RegExp(
    `^authentication-results:\\s*${server}\\b.*\\r?\\n([ \\t].*\\r?\\n)*`,
    'gim',
  );
  const said = /^from:.*?([^\s<>"@]+@[^\s<>"]+)/im.exec(raw)?.[1] ?? '';
  const result = from !== '' && domainOf(from) === domainOf(said) ? 'pass' : 'fail';
  const head = `Authentication-Results: ${server}; dmarc=${result} header.from=${domainOf(said)}\r\n`;
  return head + raw.replaceAll(claimed, '');
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/** The latest e-mail that went out to an address; null when none did. */
export async function latestTo(outgoing: string, address: string): Promise<string | null> {
  const files = await readdir(outgoing).catch(() => []);
  const name = files
    .filter((file) => file.endsWith(`-${safe(address)}.eml`))
    .sort()
    .at(-1);
  return name === undefined ? null : readFile(join(outgoing, name), 'utf8');
}

async function keep(outgoing: string, address: string, raw: string): Promise<void> {
  const name = `${new Date().toISOString().replaceAll(':', '-')}-${safe(address)}.eml`;
  await writeFile(join(outgoing, name), raw, { mode: 0o600 });
}

function safe(address: string): string {
  return address.toLowerCase().replaceAll(/[^a-z0-9@._+-]/g, '_');
}
