import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Records, openRecords } from '../../../test/records.js';

const NOW = new Date('2026-11-24T15:00:00Z');
const ACTOR = { kind: 'system' } as const;

describe('people on the database', () => {
  let records: Records;
  beforeAll(async () => {
    records = await openRecords();
  }, 60_000);
  afterAll(() => records.close());

  test('a person is found by phone and e-mail however they are written', async () => {
    const { people, tx, source } = records;
    const { personId } = await tx((manager) =>
      people.recordPerson(
        manager,
        {
          name: '  Zoë   O’Brien ',
          points: [
            {
              kind: 'phone',
              value: '(555) 010-0123',
              safeToVoicemail: false,
              preferredTime: 'evenings',
            },
            { kind: 'email', value: 'Zoe@Example.COM ' },
          ],
        },
        NOW,
      ),
    );
    const byPhone = await people.findByContact(source.manager, 'phone', '+1 555 010 0123');
    expect(byPhone).toMatchObject([{ personId, name: 'Zoë O’Brien' }]);
    const byMail = await people.findByContact(source.manager, 'email', 'zoe@example.com');
    expect(byMail).toMatchObject([{ personId }]);
    expect(await people.findByContact(source.manager, 'phone', '555 010 9999')).toEqual([]);
    const view = (await people.view(source.manager, [personId])).get(personId);
    expect(view?.points).toMatchObject([
      { kind: 'phone', value: '+15550100123', safeToVoicemail: false, preferredTime: 'evenings' },
      { kind: 'email', value: 'zoe@example.com', safeToVoicemail: null, preferredTime: null },
    ]);
  });

  test('wishes said later replace older ones, and what was not said stays', async () => {
    const { people, tx, source } = records;
    const point = { kind: 'phone', value: '+15550100124' } as const;
    const { personId } = await tx((manager) =>
      people.recordPerson(
        manager,
        { name: 'Sam', points: [{ ...point, safeToVoicemail: true, safeToText: true }] },
        NOW,
      ),
    );
    await tx((manager) =>
      people.addPoint(
        manager,
        personId,
        { ...point, safeToVoicemail: false, preferredTime: 'after 6' },
        NOW,
      ),
    );
    const view = (await people.view(source.manager, [personId])).get(personId);
    expect(view?.points).toMatchObject([
      { safeToVoicemail: false, safeToText: true, preferredTime: 'after 6' },
    ]);
  });

  test('a number that cannot be one is kept as typed and found again', async () => {
    const { people, tx, source } = records;
    const value = '12345 ask for Bo';
    await tx((manager) =>
      people.recordPerson(manager, { name: 'Bo', points: [{ kind: 'phone', value }] }, NOW),
    );
    expect(await people.findByContact(source.manager, 'phone', ` ${value} `)).toHaveLength(1);
  });

  test('R2 twenty at once with one number make one contact point and share it', async () => {
    const { people, tx, source } = records;
    const value = '+15550100125';
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        tx((manager) =>
          people.recordPerson(
            manager,
            { name: `Twin ${index}`, points: [{ kind: 'phone', value }] },
            NOW,
          ),
        ),
      ),
    );
    expect(new Set(made.map(({ contactPointIds }) => contactPointIds[0])).size).toBe(1);
    expect(await people.findByContact(source.manager, 'phone', value)).toHaveLength(20);
  });

  test('names are found by whole words and by three letters, and follow a new name', async () => {
    const { people, tx, source } = records;
    const { personId } = await tx((manager) =>
      people.recordPerson(manager, { name: 'Jacqueline Müller' }, NOW),
    );
    const found = async (words: string) => {
      const lists = people.nameSearch(words);
      const rows = await source.query(
        `SELECT p.id FROM person p WHERE ${lists
          .map(
            (_, index) =>
              `EXISTS (SELECT 1 FROM person_name_digest d WHERE d.person_id = p.id AND d.digest = ANY($${index + 1}::bytea[]))`,
          )
          .join(' AND ')}`,
        lists,
      );
      return rows.length;
    };
    expect(await found('jacqueline')).toBe(1);
    expect(await found('muller JAC')).toBe(1);
    expect(await found('jacq')).toBe(0);
    expect(await found('jacqueline smith')).toBe(0);
    await tx((manager) => people.rename(manager, personId, 'Kim Novak', ACTOR, NOW));
    expect(await found('jacqueline')).toBe(0);
    expect(await found('novak')).toBe(1);
    await expect(
      tx((manager) =>
        people.rename(manager, '0192f1a0-0000-7000-8000-000000000000', 'X', ACTOR, NOW),
      ),
    ).rejects.toMatchObject({ code: 'person.not_found', status: 404 });
  });

  test('R5 nothing readable is in the tables', async () => {
    const { people, tx, source } = records;
    await tx((manager) =>
      people.recordPerson(
        manager,
        {
          name: 'Canary Bluebird',
          birthDate: '1990-01-31',
          points: [
            { kind: 'phone', value: '+15550100777', preferredTime: 'canary time' },
            { kind: 'email', value: 'canary@example.com' },
          ],
        },
        NOW,
      ),
    );
    for (const table of [
      'person',
      'person_name_digest',
      'contact_point',
      'contact_point_digest',
      'person_contact',
    ]) {
      const [{ text }] = await source.query(
        `SELECT coalesce(string_agg(t::text, ' '), '') AS text FROM ${table} t`,
      );
      expect(text.length).toBeGreaterThan(10);
      for (const canary of ['Canary', 'Bluebird', 'canary', '5550100777', '1990-01-31']) {
        expect(text).not.toContain(canary);
        expect(text).not.toContain(Buffer.from(canary).toString('hex'));
      }
    }
  });

  test('contacts are locked in one order, so crossing transactions do not fail', async () => {
    const { people, tx } = records;
    const points = ['+15550100131', '+15550100132', '+15550100133'].map((value) => ({
      kind: 'phone' as const,
      value,
    }));
    await expect(
      Promise.all(
        Array.from({ length: 16 }, (_, index) =>
          tx(async (manager) => {
            await people.lockContacts(manager, index % 2 ? points : points.toReversed());
            await manager.query('SELECT pg_sleep(0.005)');
          }),
        ),
      ),
    ).resolves.toHaveLength(16);
  });
});
