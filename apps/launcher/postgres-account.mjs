// PostgreSQL refuses to run as root: this finds or makes the account it runs under instead.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** `{}` for an ordinary user; uid and gid of another account when we are root. */
export function postgresAccount() {
  if (process.getuid?.() !== 0) return {};
  const existing = accountOf('postgres');
  if (existing) return existing;
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], {
      stdio: 'ignore',
    });
  } catch {
    // No useradd here (Alpine, a read-only image): an account every system has will do.
    return accountOf('nobody') ?? { uid: 65_534, gid: 65_534 };
  }
  return accountOf('postgres') ?? { uid: 65_534, gid: 65_534 };
}

/** The first folder on the way to `path` that the account may not enter, or undefined. */
export function blockedAt(path, account) {
  if (account.uid === undefined) return undefined;
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(folder) && !mayEnter(statSync(folder), account)) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

function mayEnter(stat, account) {
  if (stat.uid === account.uid) return (stat.mode & 0o100) !== 0;
  if (stat.gid === account.gid) return (stat.mode & 0o010) !== 0;
  return (stat.mode & 0o001) !== 0;
}

function accountOf(name) {
  if (!existsSync('/etc/passwd')) return undefined;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  if (!line) return undefined;
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}
