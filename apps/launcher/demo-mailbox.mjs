// The demo's mail server: takes what the demo sends, and holds the mailbox that the demo reads.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './postgres.mjs';
import { Supervised } from './processes.mjs';
import { randomSecret } from './secrets.mjs';

const ADDRESS = 'intake@demo.example';

/**
 * Gives the process, not started, and the settings that make the worker use it. They are written down
 * where `npm run simulate email` finds them.
 */
export async function demoMailbox({ root, dataDir, say }) {
  const [smtpPort, imapPort] = [await freePort(), await freePort()];
  const password = randomSecret();
  const outgoing = join(dataDir, 'outgoing-mail');
  const settings = {
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    IMAP_URL: `imap://${encodeURIComponent(ADDRESS)}:${password}@127.0.0.1:${imapPort}/INBOX`,
    MAIL_AUTHSERV_ID: ADDRESS.split('@')[1],
    MAIL_OUTGOING: outgoing,
  };
  mkdirSync(outgoing, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'secrets', 'mailbox.json');
  writeFileSync(`${file}.new`, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  const process = new Supervised({
    name: 'mailbox',
    script: join(root, 'dist', 'apps', 'simulate', 'src', 'post-office.js'),
    env: { ...settings },
    cwd: root,
    logFile: join(dataDir, 'logs', 'mailbox.log'),
    say,
  });
  return { process, settings };
}
