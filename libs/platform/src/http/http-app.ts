import 'reflect-metadata';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { newId } from '../ids.js';
import type { Logger } from '../logger.js';
import type { Tracing } from '../tracing/tracing.js';
import { type HealthCheck, registerHealth } from './health.js';
import { refuseUnstorable } from './storable-text.js';

/** What is under way when the process stops has this long to end; milliseconds. */
const CLOSE_GRACE = 5000;
/** Whoever neither sends nor takes anything for so long is gone; event streams say something more often; milliseconds. */
const IDLE_CONNECTION = 120_000;
/** How often connections are looked at; milliseconds. */
const CHECKING = 5000;

/** How long a connection may stay open between two requests: what Fastify has too; milliseconds. */
const KEEP_ALIVE = 72_000;

/** How a process answers HTTP. */
export interface HttpAppOptions {
  logger: Logger;
  /** Largest body in bytes; 256 kB unless said. */
  bodyLimit?: number;
  /** Which proxies may say who the client is; nobody unless said. */
  trustProxy?: number | string | false;
  /** How long a request may take to arrive, in milliseconds; 30,000 unless said. */
  requestTimeout?: number;
  /** How long its head may take, in milliseconds; 10,000 unless said. */
  headersTimeout?: number;
  /** Keeps `request.rawBody`, for verifying signatures. */
  rawBody?: boolean;
  /** What must work for `/health/ready`: the database and whatever the process needs beside it. */
  ready?: Record<string, HealthCheck>;
  /** Answers what needs nothing of the rest, before anything else runs: true when it did. */
  first?: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** A span for each request, where it is set up. */
  tracing?: Tracing | undefined;
  /** Runs on Fastify before Nest registers its routes: plugins, hooks, routes of one's own. */
  prepare?: (http: FastifyInstance) => Promise<void> | void;
}

/**
 * Makes a Nest application on Fastify the way every process of ours has it: request ids, the
 * error filter, zod validation, text that cannot be stored refused, health, shutdown hooks.
 * It does not listen yet: see `serve`.
 */
export async function createHttpApp(
  module: Type<unknown> | DynamicModule | Promise<DynamicModule>,
  options: HttpAppOptions,
): Promise<NestFastifyApplication> {
  const [{ NestFactory }, { FastifyAdapter }, parts] = await Promise.all([
    import('@nestjs/core'),
    import('@nestjs/platform-fastify'),
    import('./nest-parts.js'),
  ]);
  const adapter = new FastifyAdapter({
    bodyLimit: options.bodyLimit ?? 256 * 1024,
    trustProxy: trusted(options.trustProxy),
    genReqId: () => newId(),
    logger: false,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
    serverFactory: serverWith(options.first, {
      requestTimeout: options.requestTimeout ?? 30_000,
      headersTimeout: options.headersTimeout ?? 10_000,
    }),
  });
  const http = adapter.getInstance<FastifyInstance>();
  options.tracing?.watch(http);
  http.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  http.addHook('preClose', async () => {
    // Browsers keep connections ready that never carried a request; closing idle ones leaves those open.
    setTimeout(() => http.server.closeAllConnections(), CLOSE_GRACE).unref();
  });
  http.addHook('preValidation', (request, _reply, done) => {
    refuseUnstorable(request.query);
    refuseUnstorable(request.params);
    refuseUnstorable(request.body);
    done();
  });
  registerHealth(http, options.ready ?? {}, options.logger);
  await options.prepare?.(http);
  const app = await NestFactory.create<NestFastifyApplication>(await module, adapter, {
    logger: parts.nestLogger(options.logger),
    rawBody: options.rawBody ?? false,
    abortOnError: false,
  });
  app.useGlobalFilters(new parts.ErrorFilter(options.logger));
  app.useGlobalPipes(parts.validationPipe());
  return app;
}

/** The server Fastify would make, with something that is asked before it, and no patience with the slow. */
function serverWith(
  first: HttpAppOptions['first'],
  { requestTimeout, headersTimeout }: { requestTimeout: number; headersTimeout: number },
) {
  const connectionsCheckingInterval = Math.min(CHECKING, headersTimeout);
  const limits = { requestTimeout, headersTimeout, connectionsCheckingInterval };
  return (handler: (request: IncomingMessage, response: ServerResponse) => void) =>
    createServer({ ...limits, keepAliveTimeout: KEEP_ALIVE }, (request, response) => {
      if (!first?.(request, response)) handler(request, response);
    }).setTimeout(IDLE_CONNECTION);
}

/** A number is how many proxies stand in front; the last that many addresses are believed. */
function trusted(setting: HttpAppOptions['trustProxy']) {
  if (typeof setting !== 'number') return setting ?? false;
  return (_address: string, hop: number) => hop < setting;
}
