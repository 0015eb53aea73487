import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { InquiryDoor, Spool } from '#inquiries';
import {
  type Clock,
  createHttpApp,
  createPool,
  type Logger,
  type SiteSettings,
  type Tracing,
} from '#platform';
import { nudger } from '#queue';
import type { SiteKeys } from '#vault';
import { registerBedReportApi } from './beds/bed-report-api.js';
import { Pictures } from './articles/pictures.js';
import { ContentShelf } from './articles/public-content.js';
import { BedReports } from './beds/bed-reports.js';
import { registerHelpRequestApi } from './api/help-request-api.js';
import { GetStartedOptions } from './get-started/get-started.controller.js';
import { dropped, readMultipart } from './get-started/posted-form.js';
import { CallSlots } from './call-slots/call-slots.js';
import { DirectoryReports } from './finder/directory-reports.js';
import { PublicDirectory } from './finder/public-directory.js';
import { HelpRequests } from './help-requests.js';
import { registerHsdsApi } from './hsds/hsds-api.js';
import { HsdsDirectory } from './hsds/hsds-directory.js';
import { InsuranceOptions } from './insurance/insurance.controller.js';
import { loadAssets } from './http/assets.js';
import { AssetShelf } from './http/assets.controller.js';
import { LookStyles } from './http/look-styles.js';
import { PageErrorFilter } from './http/page-error.filter.js';
import { securityHeaders } from './http/page-reply.js';
import { ReadyAnswers } from './http/ready-answers.js';
import { LinkAnswers } from './links/link-answers.js';
import { SealedPages } from './links/sealed-pages.js';
import { PageFrames } from './pages/page-frames.js';
import { Receipts } from './receipts/receipts.js';
import { RoutingSnapshot } from './routing/routing-snapshot.js';
import { SiteModule } from './site.module.js';
import { Unsubscribes } from './unsubscribe/unsubscribes.js';
import { registerWebhooks, StoredConferences, StoredPermits } from './webhooks/index.js';

export interface SiteInput {
  settings: SiteSettings;
  keys: SiteKeys;
  clock: Clock;
  logger: Logger;
  tracing?: Tracing | undefined;
}

/** The public process, made but not yet listening. */
export interface Site {
  app: NestFastifyApplication;
  routing: RoutingSnapshot;
  content: ContentShelf;
  spool: Spool;
  close(): Promise<void>;
}

/** Puts the public process together: its own database role, its door, its pages, its webhooks. */
export async function createSite(input: SiteInput): Promise<Site> {
  const { settings, keys, clock, logger } = input;
  // Answers must come within three seconds also when the database does not.
  const pool = createPool(settings.databaseUrl, {
    name: 'site',
    max: 8,
    connectTimeout: 1000,
    statementTimeout: 2000,
    logger,
  });
  const relay = nudger(pool);
  const door = new InquiryDoor({ pool, keys, clock, nudger: relay });
  const beds = new BedReports({ pool, nudger: relay });
  const spool = new Spool({ directory: settings.spoolDir, door, logger });
  const ready = new ReadyAnswers(clock);
  const routing = new RoutingSnapshot({
    pool,
    renewed: () => ready.forget(),
    path: join(settings.dataDir, 'routing-snapshot.json'),
    logger,
  });
  const https = settings.publicUrl.startsWith('https:');
  const assets = loadAssets();
  const looks = new LookStyles(assets.css);
  const content = new ContentShelf({
    pool,
    renewed: ({ look }) => {
      // The policy of the very next page names its styles.
      looks.stylesOf(look, true);
      ready.forget();
    },
    clock,
    logger,
  });
  const frames = new PageFrames({
    routing,
    clock,
    assets,
    secret: keys.siteSecret,
    https,
    publicUrl: settings.publicUrl,
    content,
    looks,
  });
  const slots = new CallSlots({ pool, routing, clock, logger });
  const requests = new HelpRequests(door, keys, slots, clock);
  const module = SiteModule.with({
    frames,
    requests,
    receipts: new Receipts(pool, logger),
    getStarted: new GetStartedOptions(clock, keys.siteSecret),
    shelf: new AssetShelf(assets),
    unsubscribes: new Unsubscribes({ pool, spool, clock }),
    slots,
    sealedPages: new SealedPages(pool, logger),
    linkAnswers: new LinkAnswers({ spool, secret: keys.siteSecret, clock }),
    beds,
    directory: new PublicDirectory({ pool, clock, logger }),
    reports: new DirectoryReports({ spool, secret: keys.siteSecret, clock }),
    content,
    looks,
    pictures: new Pictures(pool),
    insurance: new InsuranceOptions(settings.publicUrl),
    ready,
  });
  const app = await createHttpApp(module, {
    logger,
    tracing: input.tracing,
    trustProxy: settings.trustProxy,
    // A photo on the slowest of lines.
    requestTimeout: 120_000,
    first: (request, response) => ready.answer(request, response),
    ready: { database: () => pool.query('SELECT 1') },
    prepare: async (http: FastifyInstance) => {
      http.addHook('onRequest', (request, reply, done) => {
        void reply.headers(securityHeaders(https, looks.sources()));
        const address = withoutLastSlash(request);
        if (address === undefined) done();
        else void reply.redirect(address, 308);
      });
      await registerHelpRequestApi(http, {
        requests,
        slots,
        publicUrl: settings.publicUrl,
        logger,
      });
      await registerBedReportApi(http, { beds, clock, logger });
      await registerHsdsApi(http, {
        directory: new HsdsDirectory(pool),
        publicUrl: settings.publicUrl,
        logger,
      });
      await registerWebhooks(http, {
        spool,
        secrets: settings.webhooks,
        publicUrl: settings.publicUrl,
        routing: { current: () => routing.renewed() },
        permits: new StoredPermits(pool, logger),
        conferences: new StoredConferences(pool, logger),
        clock,
        logger,
      });
    },
  });
  readForms(app);
  app.useGlobalFilters(new PageErrorFilter(frames, logger));
  await app.init();
  await Promise.all([routing.refresh(), content.refresh()]);
  spool.start();
  return {
    app,
    routing,
    content,
    spool,
    close: async () => {
      await app.close();
      await spool.stop();
      await pool.end();
    },
  };
}

/** `/es/` and `/es` are one page. The answer always begins with one slash: never another host. */
function withoutLastSlash({ method, url }: FastifyRequest): string | undefined {
  if (method !== 'GET' && method !== 'HEAD') return;
  const [path = '', query] = url.split(/\?(.*)/s, 2);
  if (path.length < 2 || !path.endsWith('/')) return;
  const address = `/${path.replaceAll(/^[/\\]+|(?<!\/)\/+$/g, '')}`;
  return query ? `${address}?${query}` : address;
}

/** Forms that may carry photos of a card. */
const TAKES_PHOTOS = /^(\/es)?\/(get-started(\/step)?|status\/:token)$/;

/** Forms are parsed by their own rules (`FormFields`), from the text as it came. */
function readForms(app: NestFastifyApplication): void {
  const type = 'application/x-www-form-urlencoded';
  app.useBodyParser(type, { bodyLimit: 128 * 1024 }, (_request, body, done) => {
    done(null, body.toString('latin1'));
  });
  const http = app.getHttpAdapter().getInstance();
  http.addContentTypeParser(
    'multipart/form-data',
    async (request: FastifyRequest, stream: Readable) => {
      if (TAKES_PHOTOS.test(request.routeOptions.url ?? '')) {
        return readMultipart(stream, request.headers['content-type'] ?? '');
      }
      // Some mail programs post the one click of an unsubscribe so (RFC 8058). It is kept from every other form, whose
      // readers ask for text.
      await dropped(stream, 16 * 1024);
      return { multipart: true };
    },
  );
}
