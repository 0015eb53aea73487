import type { AddressInfo } from 'node:net';
import type { DataSource } from 'typeorm';
import { createDesk, type Desk } from '../../apps/desk/src/desk.js';
import { deskEntities } from '../../apps/desk/src/desk.entities.js';
import type { Role } from '#contract';
import { createDataSource, createLogger, deskSettings, systemClock } from '#platform';
import { createStaffWithPassword } from '#staff';
import { type KeyRing, newKeyRing, ringToJson, Vault } from '#vault';
import { type TestDatabase, testDatabase } from '../database.js';

export const PASSWORD = 'violet-harbour-teapot-41';

/** A running desk of a test's own, on a database of its own. */
export interface DeskUnderTest {
  url: string;
  db: TestDatabase;
  desk: Desk;
  /** As the owner of the database, for arranging and looking. */
  owner: DataSource;
  vault: Vault;
  /** For a worker beside this desk. */
  ring: KeyRing;
  clock: TestClock;
  /** Lines of the log. */
  log: string[];
  /** Makes a colleague of the role. */
  hire(role: Role, more?: Partial<{ name: string; email: string; id: string }>): Promise<Hired>;
  close(): Promise<void>;
}

export interface Hired {
  id: string;
  email: string;
}

/** The machine's clock, moved ahead by as much as a test wants. */
export interface TestClock {
  now(): Date;
  ahead(milliseconds: number): void;
}

export async function deskUnderTest(
  environment: Record<string, string> = {},
): Promise<DeskUnderTest> {
  const db = await testDatabase();
  const ring = newKeyRing();
  const log: string[] = [];
  const clock = movableClock();
  const settings = deskSettings({
    DESK_DATABASE_URL: db.deskUrl,
    AUTH_SECRET: 'a-secret-of-tests-only-0123456789abcdef',
    BRIDGELINE_KEYS: Buffer.from(ringToJson(ring)).toString('base64'),
    DESK_PORT: '4500',
    ...environment,
  });
  const logger = createLogger('desk', {
    level: 'debug',
    destination: { write: (line) => log.push(line) },
  });
  const desk = await createDesk(settings, logger, clock);
  await desk.app.listen(0, '127.0.0.1');
  const { port } = desk.app.getHttpServer().address() as AddressInfo;
  const owner = await createDataSource({ url: db.ownerUrl, entities: deskEntities, name: 'test' });
  let hired = 0;
  return {
    url: `http://127.0.0.1:${port}`,
    db,
    desk,
    owner,
    vault: new Vault(ring),
    ring,
    clock,
    log,
    async hire(role, more = {}) {
      hired += 1;
      const email = more.email ?? `${role}${hired}@desk.example`;
      const name = more.name ?? `Colleague ${hired}`;
      const id = await createStaffWithPassword(
        owner.manager,
        {
          name,
          email,
          role,
          password: PASSWORD,
          onDuty: true,
          ...(more.id ? { id: more.id } : {}),
        },
        new Date(),
      );
      return { id, email };
    },
    async close() {
      await owner.destroy();
      await desk.close();
      await db.drop();
    },
  };
}

function movableClock(): TestClock {
  let offset = 0;
  return {
    now: () => new Date(systemClock.now().getTime() + offset),
    ahead: (milliseconds) => {
      offset += milliseconds;
    },
  };
}

/** Signs in over HTTP and gives the Cookie header to send from then on. */
export async function signIn(url: string, email: string, password = PASSWORD): Promise<string> {
  const answer = await post(`${url}/api/auth/sign-in/email`, { email, password });
  if (answer.status !== 200) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`);
  return cookieOf(answer);
}

export function cookieOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

export function post(url: string, body: unknown, headers: Record<string, string> = {}) {
  return send('POST', url, body, headers);
}

export function send(
  method: string,
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}
