import { Client } from 'pg';
import { makeBackup, note, setsIn } from './backup.js';
import { follow } from './follow.js';
import { placeOf } from './place.js';

const say = (line: string) => process.stdout.write(`${line}\n`);

/**
 * `backup` makes a base backup; `follow` takes the log away until it is stopped; `list` says what there is; `look` says
 * what a database holds (a restored one, for the drill).
 */
async function run(command: string): Promise<void> {
  const place = placeOf(process.env);
  if (command === 'backup') {
    const set = await makeBackup(place, say);
    const seconds = (Date.parse(set.finishedAt) - Date.parse(set.startedAt)) / 1000;
    say(
      `Backed up to ${place.backups}/${set.name}: ${(set.bytes / 1e6).toFixed(1)} MB in ${seconds.toFixed(1)} s.`,
    );
  } else if (command === 'follow') {
    const stop = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
    say(`The log is taken away to ${place.backups}/wal.`);
    await follow(place, stop.signal, say, Number(process.env.BACKUP_EVERY_MS) || undefined);
  } else if (command === 'list') {
    for (const set of setsIn(place.backups)) say(`${set.name}  ${(set.bytes / 1e6).toFixed(1)} MB`);
  } else if (command === 'mark') {
    await note(place.databaseUrl, 'wal', 'mark', 0);
    await look(place.databaseUrl);
  } else if (command === 'look') {
    await look(place.databaseUrl);
  } else {
    throw new Error('Say what to do: backup, follow, list, look.');
  }
}

/** One line of JSON: how many records there are, and when the last heartbeat of the backup was. */
async function look(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rows } = await client.query(
      `SELECT (SELECT count(*) FROM inquiry)::int AS inquiries, (SELECT count(*) FROM lead)::int AS leads,
         (SELECT count(*) FROM audit_event)::int AS audit,
         (SELECT at FROM backup_run WHERE kind = 'wal') AS heartbeat`,
    );
    say(JSON.stringify(rows[0]));
  } finally {
    await client.end();
  }
}

try {
  await run(process.argv[2] ?? 'backup');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
