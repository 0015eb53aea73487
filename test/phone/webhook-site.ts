import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import type { Pool } from 'pg';
import { InquiryDoor, openEnvelope, Spool, type WebhookEnvelope } from '#inquiries';
import { createLogger, createPool, newId, systemClock } from '#platform';
import { type KeyRing, newKeyRing, siteKeysOf, Vault } from '#vault';
import type { Routing } from '../../apps/site/src/routing/routing.js';
import {
  registerWebhooks,
  StoredConferences,
  StoredPermits,
  type WebhookOptions,
} from '../../apps/site/src/webhooks/index.js';
import type { TestDatabase } from '../database.js';

/** The address that the tests' providers know the site under. */
export const PUBLIC_URL = 'https://intake.example.test';

export const SECRETS: WebhookOptions['secrets'] = {
  twilioAuthToken: '0123456789abcdef0123456789abcdef',
  callRailSigningKey: 'callrail-key-of-tests',
  ctmSecret: 'test-signing-secret',
  metaAppSecret: 'meta-app-secret',
  metaVerifyToken: 'meta-verify-token',
  googleLeadsKey: 'shared-key',
};

export const ROUTING: Routing = {
  organisation: {
    name: 'Harbor Line',
    legalName: 'Harbor Line Referral, Inc.',
    whoAnswers: 'Intake staff of Harbor Line.',
    whoPays: 'Harbor Line pays for this site.',
    timeZone: 'America/New_York',
    businessHours: {},
    dutyPhone: '+12025550111',
    backupPhone: '+12025550122',
    recordCalls: true,
    greetingEn: 'This is Harbor Line, a referral service & not a facility.',
    greetingEs: 'Harbor Line.',
  },
  numbers: [{ phone: '+18885550100', label: 'Main', utmSource: null, isDefault: true }],
};

/** An inquiry row with its payload opened. */
export interface StoredEvent {
  id: string;
  kind: string;
  provider: string;
  eventId: string;
  follows: string | null;
  suspicion: string[];
  envelope: WebhookEnvelope;
}

/** A site that answers webhooks over real HTTP, on a database of its own. */
export async function webhookSite(
  database: TestDatabase,
  options: Partial<Pick<WebhookOptions, 'secrets' | 'spool' | 'routing' | 'publicUrl'>> & {
    siteUrl?: string;
    ring?: KeyRing;
  } = {},
) {
  const ring = options.ring ?? newKeyRing();
  const vault = new Vault(ring);
  const logger = createLogger('site', { level: 'silent' });
  const pool = createPool(options.siteUrl ?? database.siteUrl, {
    name: 'site',
    connectTimeout: 500,
  });
  const owner = createPool(database.ownerUrl, { name: 'test', max: 2 });
  const directory = await mkdtemp(join(tmpdir(), 'webhooks-'));
  const door = new InquiryDoor({ pool, keys: siteKeysOf(ring), clock: systemClock });
  const spool = new Spool({ directory, door, logger });
  const http = fastify({ genReqId: () => newId() });
  await registerWebhooks(http, {
    spool: options.spool ?? spool,
    secrets: options.secrets ?? SECRETS,
    publicUrl: options.publicUrl ?? PUBLIC_URL,
    routing: options.routing ?? { current: async () => ROUTING },
    permits: new StoredPermits(pool, logger),
    conferences: new StoredConferences(pool, logger),
    clock: systemClock,
    logger,
  });
  const address = await http.listen({ port: 0, host: '127.0.0.1' });
  return {
    address,
    ring,
    vault,
    directory,
    spool,
    owner,
    stored: () => storedEvents(owner, vault),
    close: async () => {
      await http.close();
      await Promise.all([pool.end(), owner.end()]);
      await rm(directory, { recursive: true, force: true });
    },
  };
}
export type WebhookSite = Awaited<ReturnType<typeof webhookSite>>;

async function storedEvents(owner: Pool, vault: Vault): Promise<StoredEvent[]> {
  const { rows } = await owner.query<{
    id: string;
    kind: string;
    provider: string;
    provider_event_id: string;
    follows: string | null;
    suspicion: string[];
    sealed: Buffer;
  }>(
    `SELECT id, kind, provider, provider_event_id, follows, suspicion, sealed
     FROM inquiry ORDER BY id`,
  );
  return rows.map((row) => {
    const envelope = openEnvelope(vault, row.sealed);
    if (envelope.type !== 'webhook') throw new Error('not a webhook');
    return {
      id: row.id,
      kind: row.kind,
      provider: row.provider,
      eventId: row.provider_event_id,
      follows: row.follows,
      suspicion: row.suspicion,
      envelope,
    };
  });
}
