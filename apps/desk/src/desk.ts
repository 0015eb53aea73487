import { fileURLToPath } from 'node:url';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { DataSource } from 'typeorm';
import {
  type Clock,
  createHttpApp,
  type DeskSettings,
  inRequest,
  type Logger,
  refuseOldSchema,
  systemClock,
  type Tracing,
} from '#platform';
import { SimulatedExchange } from '#calls';
import { refuseWrongRing } from '#people';
import { type Nudger, nudger } from '#queue';
import { authPool, breachedList } from '#staff';
import { Vault } from '#vault';
import { deskModule } from './desk.module.js';
import { EventListener } from './events/event-listener.js';
import { EventStreams } from './events/event-streams.js';
import { acceptUploads } from './files/upload-body.js';
import { serveDashboard } from './http/dashboard-files.js';
import { refuseDeleting } from './http/no-deleting.js';
import { RouteList } from './http/route-list.js';
import { refuseCrossSiteWrites } from './http/same-site.js';
import { addSecurityHeaders } from './http/security-headers.js';
import { mountAuth } from './sign-in/auth-routes.js';
import { PhoneCompany } from './phone/phone-company.js';
import { createSignIn } from './sign-in/sign-in.js';

/** A desk that is ready to listen. */
export interface Desk {
  app: NestFastifyApplication;
  /** Stops taking requests, ends the event streams and lets go of the database. */
  close(): Promise<void>;
}

/** Where `vite build` puts the dashboard, seen from the built file and from the source alike. */
const DASHBOARD = fileURLToPath(
  new URL(
    import.meta.url.includes('/dist/') ? '../../../dashboard/' : '../../../dist/dashboard/',
    import.meta.url,
  ),
);

/** Puts the staff process together; the caller listens. */
export async function createDesk(
  settings: DeskSettings,
  logger: Logger,
  clock: Clock = systemClock,
  tracing?: Tracing,
): Promise<Desk> {
  const { databaseUrl, deskUrl } = settings;
  const pool = authPool(databaseUrl);
  const { auth, sessions } = await createSignIn({
    pool,
    clock,
    deskUrl,
    secret: settings.authSecret,
    secondFactorRequired: settings.production && !settings.demo,
    sso: settings.sso,
  });
  const listener = new EventListener(databaseUrl, logger);
  const streams = new EventStreams(listener);
  const exchange = exchangeOf(settings, logger);
  const { simulatedPhone, publicUrl } = settings;
  const reportsTo = simulatedPhone?.publicUrl ?? publicUrl;
  const phone = new PhoneCompany(settings.phone, exchange, reportsTo);
  const { breachedPasswordsFile: list } = settings;
  const isBreached = list ? breachedList(list) : undefined;
  // A list that cannot be read is said at the start, not when somebody chooses a password.
  await isBreached?.('');
  const relay = nudger(pool);
  let methodsAt: (path: string) => string[] = () => [];
  let ringFits = async () => undefined as void;
  let schemaIsNew = async () => undefined as void;
  const app = await createHttpApp(
    deskModule({
      settings,
      logger,
      clock,
      sessions,
      streams,
      phone,
      isBreached,
      ssoName: settings.sso?.name,
    }),
    {
      logger,
      tracing,
      trustProxy: settings.trustProxy,
      ready: {
        database: () => pool.query('SELECT 1'),
        keys: () => ringFits(),
        schema: () => schemaIsNew(),
      },
      prepare: (http) => {
        addSecurityHeaders(http, deskUrl, phone.kind);
        refuseCrossSiteWrites(http, deskUrl);
        nudgeAfterWrites(http, relay);
        followWrites(http);
        mountAuth(http, {
          auth,
          sessions,
          pool,
          clock,
          deskUrl,
          isBreached,
          sso: settings.sso !== undefined,
        });
        acceptUploads(http);
        refuseDeleting(http, (path) => methodsAt(path));
        serveDashboard(http, DASHBOARD);
      },
    },
  );
  await app.init();
  ringFits = () => refuseWrongRing(app.get(DataSource), app.get(Vault));
  await ringFits();
  schemaIsNew = () => refuseOldSchema(app.get(DataSource));
  const routes = app.get(RouteList);
  methodsAt = (path) => routes.methodsAt(path);
  await listener.start();
  return {
    app,
    async close() {
      streams.close();
      exchange?.close();
      await listener.close();
      await app.close();
      await pool.end();
    },
  };
}

/** The demo without an account of the phone company has a stand-in for it. */
function exchangeOf(settings: DeskSettings, logger: Logger): SimulatedExchange | undefined {
  const { phone, simulatedPhone } = settings;
  if (phone || !simulatedPhone) return undefined;
  const onProblem = (err: unknown) => logger.warn({ err }, 'a simulated call broke off');
  return new SimulatedExchange({ ...simulatedPhone, onProblem });
}

/** What a change wants done later carries the id of its request. A body that was read has lost where it came from. */
function followWrites(http: FastifyInstance): void {
  http.addHook('preHandler', (request, _reply, done) => {
    if (request.method === 'GET') done();
    else inRequest(request.id, done);
  });
}

/** What staff change may have left a job in the outbox: the relay is told once the answer is out. */
function nudgeAfterWrites(http: FastifyInstance, relay: Nudger): void {
  http.addHook('onResponse', async (request, reply) => {
    const { statusCode } = reply;
    if (request.method !== 'GET' && statusCode >= 200 && statusCode < 300) relay.nudge();
  });
}
