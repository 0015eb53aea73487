import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { type TestDatabase, testDatabase } from '../../../test/database.js';
import { grants } from './grants.js';
import { ensureRoles, RolesMissingError, roleNames, scramVerifier } from './roles.js';
import { migrate } from './migrate.js';
import { differences } from './tables.js';

async function as<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

describe('roles and rights', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase();
  }, 60_000);
  afterAll(() => db.drop());

  const urlOf = (role: (typeof roleNames)[number]) =>
    ({ site: db.siteUrl, desk: db.deskUrl, worker: db.workerUrl })[role];

  test('R4 R7 each role has exactly the rights the list names, on every table', async () => {
    const tables = await as(db.ownerUrl, (owner) =>
      owner.query<{ name: string }>(
        `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = 'public' AND c.relkind IN ('r', 'v', 'm', 'p')`,
      ),
    );
    expect(tables.rows.length).toBeGreaterThan(20);
    for (const role of roleNames) {
      for (const { name } of tables.rows) {
        const rights = await as(urlOf(role), (client) =>
          client.query<{ privilege: string; held: boolean }>(
            `SELECT p AS privilege, has_table_privilege('public.' || quote_ident($1), p) AS held
             FROM unnest(ARRAY['SELECT','INSERT','UPDATE','DELETE','TRUNCATE','REFERENCES','TRIGGER']) p`,
            [name],
          ),
        );
        const held = rights.rows.filter((row) => row.held).map((row) => row.privilege);
        expect({ role, name, held }).toEqual({ role, name, held: grants[role].tables[name] ?? [] });
      }
    }
  });

  test('R4 the site cannot read a lead, an inquiry or the outbox, nor write past its door', async () => {
    await as(db.siteUrl, async (site) => {
      for (const sql of [
        'SELECT * FROM lead',
        'SELECT * FROM inquiry',
        'SELECT * FROM outbox',
        'SELECT * FROM person',
        "INSERT INTO outbox (id, queue, name, due_at) VALUES (gen_random_uuid(), 'a', 'b', now())",
        'CREATE TABLE mine (id int)',
        'CREATE TEMP TABLE mine (id int)',
        'SELECT * FROM auth.nothing',
        'SELECT * FROM queue.nothing',
      ]) {
        await expect(site.query(sql)).rejects.toMatchObject({ code: '42501' });
      }
      const payers = await site.query('SELECT count(*) FROM payer');
      expect(payers.rowCount).toBe(1);
    });
  });

  test('R6 desk and worker cannot change or delete an audit row', async () => {
    for (const url of [db.deskUrl, db.workerUrl]) {
      await as(url, async (client) => {
        await client.query(
          `INSERT INTO audit_event (id, at, actor_kind, action, resource)
           VALUES (gen_random_uuid(), now(), 'system', 'read', 'lead')`,
        );
        for (const sql of [
          "UPDATE audit_event SET action = 'x'",
          'DELETE FROM audit_event',
          'TRUNCATE audit_event',
          'DELETE FROM lead',
        ]) {
          await expect(client.query(sql)).rejects.toMatchObject({ code: '42501' });
        }
      });
    }
  });

  test('the worker may use the queue, the desk may only look, the site may do neither', async () => {
    const rights = async (url: string) =>
      as(url, (client) =>
        client
          .query(
            `SELECT bool_and(has_table_privilege(c.oid, 'SELECT')) AS read,
               bool_or(has_table_privilege(c.oid, 'INSERT')) AS write
             FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = 'queue' AND c.relkind = 'r'`,
          )
          .then((result) => result.rows[0]),
      );
    expect(await rights(db.workerUrl)).toEqual({ read: true, write: true });
    expect(await rights(db.deskUrl)).toEqual({ read: true, write: false });
    expect(await rights(db.siteUrl)).toEqual({ read: false, write: false });
  });

  test('a second migration changes nothing and the entities agree with the database', async () => {
    const said: string[] = [];
    await migrate({ databaseUrl: db.ownerUrl, passwords: {}, say: (line) => said.push(line) });
    expect(said).toEqual([]);
    expect(await differences(db.ownerUrl)).toEqual([]);
  });
});

test('an owner who may not create roles is told the SQL, without any password in it', async () => {
  const asked: string[] = [];
  const server = {
    query: async (sql: string) => {
      asked.push(sql);
      return { rowCount: 0, rows: [] };
    },
  };
  const attempt = ensureRoles(server as unknown as Client, { site: 'the-password' });
  await expect(attempt).rejects.toThrow(RolesMissingError);
  await expect(attempt).rejects.toThrow(/CREATE ROLE bridgeline_site LOGIN/);
  await expect(attempt).rejects.not.toThrow(/the-password/);
  expect(asked.every((sql) => sql.startsWith('SELECT'))).toBe(true);
});

test('a password is handed over as its SCRAM verifier (vector of RFC 7677)', () => {
  const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');
  expect(scramVerifier('pencil', salt, 4096)).toBe(
    'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
  );
});
