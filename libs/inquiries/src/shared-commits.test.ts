import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { createPool, DomainError, fixedClock, newId } from '#platform';
import { newKeyRing, siteKeysOf, Vault } from '#vault';
import { DatabaseProxy } from '../../../test/database-proxy.js';
import { type TestDatabase, testDatabase } from '../../../test/database.js';
import { InquiryDoor } from './door.js';
import { openEnvelope } from './envelope.js';
import type { SealedArrival } from './seal-arrivals.js';
import { SharedCommits } from './shared-commits.js';

const clock = fixedClock('2026-11-23T15:00:00Z');
const ring = newKeyRing();
const keys = siteKeysOf(ring);
const key = () => new Vault(ring).sealingKey;
let database: TestDatabase;
let proxy: DatabaseProxy;
let pool: Pool;
let owner: Pool;
let door: InquiryDoor;
let commits: SharedCommits;

beforeAll(async () => {
  database = await testDatabase();
  proxy = await DatabaseProxy.before(database.siteUrl);
  pool = createPool(proxy.url, { name: 'site', max: 6, connectTimeout: 500 });
  owner = createPool(database.ownerUrl, { name: 'owner', max: 1 });
  door = new InquiryDoor({ pool, keys, clock, answerTimeout: 1000 });
  commits = new SharedCommits({ pool, answerTimeout: 1000, key });
});
afterAll(async () => {
  await pool.end();
  await owner.end();
  await proxy.close();
  await database.drop();
});

function sealed(eventId: string, body = 'body', suspicion: string[] = []): SealedArrival {
  const receivedAt = clock.now().toISOString();
  return door.seal({
    kind: 'form',
    provider: 'api',
    eventId,
    envelope: { type: 'help_request', request: { name: eventId, phone: '2125550101' }, receivedAt },
    digestOf: Buffer.from(body),
    suspicion,
  });
}

const all = (arrivals: SealedArrival[]) =>
  Promise.allSettled(arrivals.map((one) => commits.commit(one)));
const count = async (where: string) => {
  const { rows } = await owner.query(`SELECT count(*)::int AS n FROM inquiry WHERE ${where}`);
  return rows[0].n as number;
};

describe('arrivals that come together', () => {
  it('R1 R2 are each stored once with their job, and each learns its own outcome', async () => {
    await commits.commit(sealed('known'));
    const arrivals = [
      ...Array.from({ length: 150 }, (_, n) => sealed(`new-${n}`)),
      ...Array.from({ length: 50 }, () => sealed('same')),
      sealed('known'),
      sealed('known', 'other body'),
      sealed('doubted', 'body', ['honeypot', 'too_fast']),
    ];
    const outcomes = (await all(arrivals)).map((one) =>
      one.status === 'fulfilled' ? one.value : one.reason,
    );
    expect(outcomes.slice(0, 150)).toEqual(Array.from({ length: 150 }, () => 'taken'));
    expect(outcomes.slice(150, 200).filter((one) => one === 'taken')).toHaveLength(1);
    expect(outcomes.slice(150, 200).filter((one) => one === 'repeated')).toHaveLength(49);
    expect(outcomes.slice(200)).toEqual(['repeated', 'differs', 'taken']);
    expect(await count('true')).toBe(153);
    const jobs = await owner.query(
      `SELECT count(*)::int AS n FROM outbox o JOIN inquiry i ON i.id::text = o.payload->>'inquiryId'`,
    );
    expect(jobs.rows[0].n).toBe(153);
    const doubted = await owner.query(
      `SELECT suspicion FROM inquiry WHERE provider_event_id = 'doubted'`,
    );
    expect(doubted.rows[0].suspicion).toEqual(['honeypot', 'too_fast']);
  });

  it('R5 are sealed together, and each opens by itself to what it said', async () => {
    const names = Array.from({ length: 40 }, (_, n) => `Ada ${n}`);
    const taken = await Promise.all(
      names.map((name) =>
        door.take({
          kind: 'form',
          provider: 'api',
          eventId: `together-${name}`,
          envelope: {
            type: 'help_request',
            request: { name, phone: '2125550101' },
            receivedAt: clock.now().toISOString(),
          },
          digestOf: Buffer.from(name),
        }),
      ),
    );
    expect(taken.map(({ outcome }) => outcome)).toEqual(names.map(() => 'taken'));
    const { rows } = await owner.query<{ event: string; key: string; sealed: Buffer }>(
      `SELECT provider_event_id AS event, seal_key_id AS key, sealed FROM inquiry
        WHERE provider_event_id LIKE 'together-%'`,
    );
    expect(rows).toHaveLength(names.length);
    const vault = new Vault(ring);
    for (const { event, sealed, key: keyId } of rows) {
      const envelope = openEnvelope(vault, sealed);
      expect(envelope).toMatchObject({ request: { name: event.slice('together-'.length) } });
      expect(keyId).toBe(keys.sealingKeyId);
    }
  });

  it('one that the database refuses takes no other with it', async () => {
    const bad = { ...sealed('bad'), id: 'no uuid' };
    const [, , , ...rest] = await all([
      sealed('first'),
      sealed('second'),
      sealed('third'),
      bad,
      sealed('fourth'),
    ]);
    expect(rest.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(await count(`provider_event_id IN ('first', 'second', 'third', 'fourth')`)).toBe(4);
  });

  it('R2 two processes that take the same events in other orders never wait for each other for good', async () => {
    const other = new SharedCommits({ pool, answerTimeout: 5000, key });
    const events = Array.from({ length: 200 }, (_, n) => `twice-${n}`);
    const answers = await Promise.all([
      ...events.map((event) => commits.commit(sealed(event))),
      ...events.toReversed().map((event) => other.commit(sealed(event))),
    ]);
    expect(answers.filter((one) => one === 'taken')).toHaveLength(200);
    expect(await count(`provider_event_id LIKE 'twice-%'`)).toBe(200);
  });

  it.each(['cut', 'silence'] as const)(
    'R1 all learn within the time when the database is away (%s)',
    async (way) => {
      proxy[way]();
      const began = performance.now();
      const requests = Array.from({ length: 100 }, () => {
        const eventId = newId();
        const receivedAt = clock.now().toISOString();
        return door.take({
          kind: 'form',
          provider: 'api',
          eventId,
          envelope: {
            type: 'help_request',
            request: { name: 'A', phone: '2125550101' },
            receivedAt,
          },
          digestOf: Buffer.from(eventId),
        });
      });
      const answers = await Promise.allSettled(requests);
      expect(performance.now() - began).toBeLessThan(2500);
      for (const answer of answers) {
        expect(answer.status === 'rejected' && answer.reason).toBeInstanceOf(DomainError);
      }
      proxy.restore();
      // oxlint-disable-next-line no-await-in-loop -- the pool sheds its dead connections first
      expect(
        await commits
          .commit(sealed(`after-${way}`))
          .catch(() => commits.commit(sealed(`after-${way}`))),
      ).toBe('taken');
    },
  );
});
