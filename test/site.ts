import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { type Envelope, openEnvelope } from '#inquiries';
import { type Clock, createLogger, siteSettings, systemClock } from '#platform';
import { type KeyRing, newKeyRing, siteKeysOf, Vault } from '#vault';
import { DatabaseProxy } from './database-proxy.js';
import { createSite, type Site } from '../apps/site/src/create-site.js';
import { type TestDatabase, testDatabase } from './database.js';

/** The public process, listening on a port of its own, on a database of its own. */
export interface RunningSite {
  site: Site;
  url: string;
  db: TestDatabase;
  /** Between the site and its database, when asked for. */
  proxy: DatabaseProxy | undefined;
  ring: KeyRing;
  dataDir: string;
  /** Every line the site has logged. */
  log: string[];
  /** All inquiries, oldest first, opened with the private ring the site does not have. */
  inquiries(): Promise<StoredInquiry[]>;
  /** One value as the owner of the database sees it. */
  count(sql: string): Promise<number>;
  /** Posts a form as a browser would, without following the answer. */
  post(path: string, fields: Fields, headers?: Record<string, string>): Promise<Response>;
  postJson(body: unknown, headers?: Record<string, string>): Promise<Response>;
  stop(): Promise<void>;
}

export interface StoredInquiry {
  id: string;
  provider: string;
  kind: string;
  suspicion: string[];
  reference: string;
  envelope: Envelope;
}

export type Fields = Record<string, string | string[]>;

/** Starts the site; with `proxied`, its database can be taken away. */
export async function startSite(
  options: { clock?: Clock; env?: Record<string, string>; proxied?: boolean } = {},
): Promise<RunningSite> {
  const db = await testDatabase();
  const proxy = options.proxied ? await DatabaseProxy.before(db.siteUrl) : undefined;
  const dataDir = mkdtempSync(join(tmpdir(), 'bridgeline-site-'));
  const ring = newKeyRing();
  const log: string[] = [];
  const logger = createLogger('site', { destination: { write: (line) => log.push(line) } });
  const settings = siteSettings({
    NODE_ENV: 'test',
    DATA_DIR: dataDir,
    SITE_DATABASE_URL: proxy?.url ?? db.siteUrl,
    ...options.env,
  });
  const clock = options.clock ?? systemClock;
  const site = await createSite({ settings, keys: siteKeysOf(ring), clock, logger });
  await site.app.listen(0, '127.0.0.1');
  const url = (await site.app.getUrl()).replace('[::1]', '127.0.0.1');
  const vault = new Vault(ring);
  return {
    site,
    url,
    db,
    proxy,
    ring,
    dataDir,
    log,
    inquiries: () => storedInquiries(db.ownerUrl, vault),
    count: async (sql) => Number((await ask<{ count: string }>(db.ownerUrl, sql))[0]?.count),
    post: (path, fields, headers) => postForm(url + path, fields, headers),
    postJson: (body, headers) =>
      fetch(`${url}/api/help-requests`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    stop: async () => {
      await site.close();
      await proxy?.close();
      await db.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Runs one statement as the owner. */
export async function ask<Row extends object>(
  url: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Row>(sql, values);
    return rows;
  } finally {
    await client.end();
  }
}

/** The names and values a browser would post for the form in this page, as it stands. */
export function formOf(html: string): Fields {
  const fields: Fields = {};
  const add = (name: string, value: string) => {
    const before = fields[name];
    if (before === undefined) fields[name] = value;
    else fields[name] = [...(Array.isArray(before) ? before : [before]), value];
  };
  const form = /<form[\s\S]*<\/form>/.exec(html)?.[0] ?? '';
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const name = attribute(tag, 'name');
    if (!name) continue;
    const ticked = / checked(=|\s|>|\/)/.test(tag);
    if (/type="(radio|checkbox)"/.test(tag) && !ticked) continue;
    add(name, attribute(tag, 'value'));
  }
  for (const [, tag, text] of form.matchAll(/<textarea([^>]*)>([\s\S]*?)<\/textarea>/g)) {
    add(attribute(`<${tag}>`, 'name'), unescape(text ?? '').replace(/^\n/, ''));
  }
  for (const [, tag, options] of form.matchAll(/<select([^>]*)>([\s\S]*?)<\/select>/g)) {
    const chosen = /<option[^>]* selected[^>]*>/.exec(options ?? '')?.[0] ?? '';
    add(attribute(`<${tag}>`, 'name'), attribute(chosen, 'value'));
  }
  return fields;
}

function attribute(tag: string, name: string): string {
  return unescape(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
}

function unescape(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&');
}

function postForm(url: string, fields: Fields, headers: Record<string, string> = {}) {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) body.append(name, one);
  }
  return fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: body.toString(),
  });
}

async function storedInquiries(ownerUrl: string, vault: Vault): Promise<StoredInquiry[]> {
  const rows = await ask<Omit<StoredInquiry, 'envelope'> & { sealed: Buffer }>(
    ownerUrl,
    'SELECT id, provider, kind, suspicion, reference, sealed FROM inquiry ORDER BY id',
  );
  return rows.map(({ sealed, ...row }) => ({ ...row, envelope: openEnvelope(vault, sealed) }));
}
