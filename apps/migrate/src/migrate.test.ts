import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { refuseOldSchema } from '#platform';
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
      const rights = await as(urlOf(role), (client) =>
        client.query<{ name: string; held: string[] | null }>(
          `SELECT t AS name, (SELECT array_agg(p ORDER BY n) FROM unnest(ARRAY['SELECT','INSERT','UPDATE','DELETE',
              'TRUNCATE','REFERENCES','TRIGGER']) WITH ORDINALITY u (p, n)
             WHERE has_table_privilege('public.' || quote_ident(t), p)) AS held
           FROM unnest($1::text[]) AS t`,
          [tables.rows.map(({ name }) => name)],
        ),
      );
      for (const { name, held } of rights.rows) {
        const expected = grants[role].tables[name] ?? [];
        expect({ role, name, held: held ?? [] }).toEqual({ role, name, held: expected });
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

  test.each(roleNames)(
    'R4 R7 as %s: everything it may not is tried, and refused',
    async (role) => {
      const tables = await as(db.ownerUrl, (owner) =>
        owner.query<{ schema: string; name: string; column: string }>(
          `SELECT n.nspname AS schema, c.relname AS name, (SELECT quote_ident(a.attname) FROM pg_attribute a
           WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
           AND a.attidentity = '' AND a.attgenerated = '' ORDER BY a.attnum LIMIT 1) AS column
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname IN ('public', 'auth', 'queue') AND c.relkind IN ('r', 'v', 'p')`,
        ),
      );
      const { tables: mine, schemas, readableColumns, changeableColumns } = grants[role];
      await as(urlOf(role), async (client) => {
        const outcome = async (sql: string) =>
          client.query(`BEGIN; ${sql}; ROLLBACK`).then(
            () => 'done',
            async (error: { code?: string }) => {
              await client.query('ROLLBACK');
              // Refused, or no such thing can be done with a view.
              return ['42501', '42809', '55000'].includes(error.code ?? '') ? 'refused' : 'done';
            },
          );
        const wrong: unknown[] = [];
        for (const { schema, name, column } of tables.rows) {
          const held = schema === 'public' ? (mine[name] ?? []) : (schemas[schema] ?? []);
          const table = `${schema}."${name}"`;
          const ways: [string, string, boolean][] = [
            ['SELECT', `SELECT ${column} FROM ${table} LIMIT 1`, held.includes('SELECT')],
            ['INSERT', `INSERT INTO ${table} DEFAULT VALUES`, held.includes('INSERT')],
            ['UPDATE', `UPDATE ${table} SET ${column} = NULL WHERE false`, held.includes('UPDATE')],
            ['DELETE', `DELETE FROM ${table} WHERE false`, held.includes('DELETE')],
            ['TRUNCATE', `TRUNCATE ${table}`, false],
            ['DROP', `DROP TABLE ${table}`, false],
            [
              'TRIGGER',
              `CREATE TRIGGER t BEFORE INSERT ON ${table} EXECUTE FUNCTION suppress_redundant_updates_trigger()`,
              false,
            ],
          ];
          const byColumn = readableColumns?.[name] ?? changeableColumns?.[name];
          for (const [way, sql, allowed] of ways) {
            if (byColumn && (way === 'SELECT' || way === 'UPDATE')) continue;
            const tried = await outcome(sql);
            if ((tried === 'done') !== allowed) wrong.push({ role, table, way, tried });
          }
        }
        expect(tables.rows.length).toBeGreaterThan(80);
        expect(wrong).toEqual([]);
        for (const sql of [
          'SELECT * FROM pg_authid',
          'SET ROLE postgres',
          "SET SESSION AUTHORIZATION 'postgres'",
          "COPY (SELECT 1) TO PROGRAM 'id'",
          "COPY (SELECT 1) TO '/tmp/x'",
          "SELECT pg_read_file('/etc/passwd')",
          "SELECT lo_import('/etc/passwd')",
          'ALTER SYSTEM SET log_statement = none',
          'CREATE SCHEMA mine',
          'CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
          'ALTER TABLE public.lead DISABLE TRIGGER ALL',
          "SET session_replication_role = 'replica'",
          "SELECT pg_ls_dir('/')",
          "SELECT pg_stat_file('/etc/passwd')",
          "SELECT pg_read_binary_file('/etc/passwd')",
          "COPY public.payer FROM '/etc/passwd'",
          "COPY (SELECT 1) TO PROGRAM 'true'",
          "LOAD '/tmp/x.so'",
          'CREATE ROLE mine LOGIN',
          'ALTER ROLE bridgeline_site SUPERUSER',
          'GRANT pg_read_all_data TO CURRENT_USER',
          'GRANT bridgeline_worker TO CURRENT_USER',
          'CREATE DATABASE mine',
          'CREATE EVENT TRIGGER t ON ddl_command_start EXECUTE FUNCTION suppress_redundant_updates_trigger()',
          'SELECT pg_reload_conf()',
          "SELECT pg_create_physical_replication_slot('mine')",
          'CREATE PUBLICATION mine FOR ALL TABLES',
        ]) {
          const tried = await client.query(sql).then(
            () => 'done',
            // 22023: there is not even such a role.
            ({ code }: { code: string }) =>
              code === '42501' || code === '22023' ? 'refused' : code,
          );
          expect({ sql, tried }).toEqual({ sql, tried: 'refused' });
        }
      });
    },
    60_000,
  );

  test.each(roleNames)(
    'R4 R7 as %s: column by column and function by function, what is declared and nothing else',
    async (role) => {
      const { tables, readableColumns, changeableColumns, functions, schemas } = grants[role];
      await as(urlOf(role), async (client) => {
        const columns = await client.query<{
          name: string;
          column: string;
          read: boolean;
          change: boolean;
        }>(
          `SELECT c.relname AS name, a.attname AS column,
             has_column_privilege(c.oid, a.attnum, 'SELECT') AS read,
             has_column_privilege(c.oid, a.attnum, 'UPDATE') AS change
           FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
           WHERE n.nspname = 'public' AND c.relkind IN ('r', 'v', 'p')`,
        );
        expect(columns.rows.length).toBeGreaterThan(800);
        const wrong = columns.rows.filter(({ name, column, read, change }) => {
          const held = tables[name] ?? [];
          const mayRead = held.includes('SELECT') || readableColumns?.[name]?.includes(column);
          const mayChange = held.includes('UPDATE') || changeableColumns?.[name]?.includes(column);
          return read !== (mayRead ?? false) || change !== (mayChange ?? false);
        });
        expect(wrong).toEqual([]);
        const callable = await client.query<{ schema: string; name: string }>(
          `SELECT DISTINCT n.nspname AS schema, p.proname AS name FROM pg_proc p
           JOIN pg_namespace n ON n.oid = p.pronamespace
           WHERE n.nspname IN ('public', 'auth', 'queue') AND has_function_privilege(p.oid, 'EXECUTE')
             AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')`,
        );
        const named = callable.rows.filter(({ schema }) => schema === 'public');
        expect(named.map(({ name }) => name).toSorted()).toEqual([...functions].toSorted());
        const ofPackages = callable.rows.filter(({ schema }) => schema !== 'public');
        for (const { schema } of ofPackages) expect(schemas[schema]).toContain('INSERT');
      });
    },
  );

  test('R4 whoever calls a function that acts as the owner chooses nothing of where it looks', async () => {
    const found = await as(db.ownerUrl, (owner) =>
      owner.query<{ name: string; config: string[] | null }>(
        `SELECT p.proname AS name, p.proconfig AS config FROM pg_proc p
         JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE n.nspname IN ('public', 'auth', 'queue') AND p.prosecdef`,
      ),
    );
    expect(found.rows.length).toBeGreaterThan(5);
    const loose = found.rows.filter(
      ({ config }) => !config?.some((line) => /^search_path=(?!.*\$user).*pg_temp$/.test(line)),
    );
    expect(loose).toEqual([]);
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

  test('desk and worker can tell that a migration of theirs is pending', async () => {
    const { rows } = await as(db.ownerUrl, (owner) =>
      owner.query<{ at: string }>('SELECT max("timestamp")::text AS at FROM migration'),
    );
    const newest = rows[0]?.at ?? '';
    for (const url of [db.deskUrl, db.workerUrl]) {
      await as(url, (role) => refuseOldSchema(role));
    }
    await as(db.ownerUrl, (owner) =>
      owner.query('UPDATE migration SET "timestamp" = 1 WHERE "timestamp" = $1', [newest]),
    );
    const asked = as(db.workerUrl, (worker) => refuseOldSchema(worker));
    await expect(asked).rejects.toThrow(`migrations are pending: ${newest}`);
    // Where the code lies without its migrations, there is nothing to compare.
    await as(db.workerUrl, (worker) => refuseOldSchema(worker, new URL('file:///nowhere/')));
    await as(db.ownerUrl, (owner) =>
      owner.query('UPDATE migration SET "timestamp" = $1 WHERE "timestamp" = 1', [newest]),
    );
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
