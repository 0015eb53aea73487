import { join, resolve } from 'node:path';
import { DataSource } from 'typeorm';
import { type ChainHead, type ChainReport, readHeads, verifyAudit } from '#audit';
import { migrateSettings, SettingsError } from '#platform';

/**
 * `npm run verify-audit`: walks the whole chain of the audit and names each row that was altered, deleted, moved or
 * cut off, against the heads that were written down outside. Exits with 1 when the audit is not what it was, with 2
 * when that cannot be said. `--head SEQ:HASH` adds a head from an e-mail, `--json` prints the report for a machine.
 */
async function run(args: string[]): Promise<number> {
  const { databaseUrl } = migrateSettings();
  const folder = resolve(
    process.env.AUDIT_ANCHOR_DIR ?? join(process.env.DATA_DIR ?? './data', 'audit-heads'),
  );
  const known = [...(await readHeads(folder)), ...headsIn(args)];
  const source = await new DataSource({ type: 'postgres', url: databaseUrl }).initialize();
  try {
    const report = await verifyAudit(source.manager, known);
    const write = args.includes('--json') ? asJson : inWords;
    process.stdout.write(`${write(report, known.length, folder)}\n`);
    return report.faults.length === 0 ? 0 : 1;
  } finally {
    await source.destroy();
  }
}

function headsIn(args: string[]): ChainHead[] {
  return args.flatMap((arg, index) => {
    if (args[index - 1] !== '--head') return [];
    const [, seq, hash] = /^(\d+):([0-9a-f]{64})$/.exec(arg) ?? [];
    if (!seq || !hash) throw new SettingsError('--head takes a number, a colon and 64 hex digits.');
    return [{ seq: Number(seq), hash: Buffer.from(hash, 'hex') }];
  });
}

function asJson(report: ChainReport): string {
  const head = report.head && { seq: report.head.seq, hash: report.head.hash.toString('hex') };
  return JSON.stringify({ ...report, head });
}

const FAULTS = {
  altered: 'the row, or its link, is not what it was',
  deleted: 'the row, or the link before it, is gone',
  out_of_order: 'the link does not follow the one before it',
  cut_off: 'this link was written down outside, and the chain does not reach it any more',
} as const;

function inWords(report: ChainReport, heads: number, folder: string): string {
  const { links, faults, unlinked, oldestUnlinkedAt } = report;
  const since = oldestUnlinkedAt ? `, the oldest since ${oldestUnlinkedAt.toISOString()}` : '';
  return [
    `${links} links of the audit were walked, and compared with ${heads} heads from outside (${folder}).`,
    ...(unlinked > 0 ? [`${unlinked} rows are not linked yet${since}.`] : []),
    ...faults.map(
      ({ seq, eventId, fault }) =>
        `  link ${seq}${eventId ? `, row ${eventId}` : ''}: ${fault}: ${FAULTS[fault]}`,
    ),
    faults.length === 0 ? 'The audit is what it was.' : 'THE AUDIT IS NOT WHAT IT WAS.',
  ].join('\n');
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.exitCode = 2;
  const said = error instanceof Error ? error.message : String(error);
  process.stderr.write(`The audit could not be verified: ${said}\n`);
}
