import { AsyncLocalStorage } from 'node:async_hooks';
import type { Span, Tracer } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** What a span may say, by the names of OpenTelemetry's conventions where there is one; everything else is dropped. */
export interface SpanAttributes {
  'http.request.method'?: string;
  'http.route'?: string;
  'http.response.status_code'?: number;
  'db.system.name'?: string;
  'db.operation.name'?: string;
  'db.collection.name'?: string;
  'messaging.destination.name'?: string;
  'job.name'?: string;
  'job.attempt'?: number;
  'job.count'?: number;
  'error.type'?: string;
  'request.id'?: string;
}

/** Starts spans under the one that is running. */
export class Spans {
  readonly #running = new AsyncLocalStorage<Span>();
  readonly #ofRequests = new WeakMap<object, Span>();

  constructor(
    private readonly tracer: Tracer,
    private readonly api: {
      childOf: (parent: Span | undefined) => Parameters<Tracer['startSpan']>[2];
      markFailed: (span: Span) => void;
    },
  ) {}

  /** Whether something is being traced here: what happens by itself (polls, schedules) is not. */
  get isRunning(): boolean {
    return this.#running.getStore() !== undefined;
  }

  start(name: string, attributes: SpanAttributes): Span {
    const parent = this.#running.getStore();
    return this.tracer.startSpan(name, { attributes: { ...attributes } }, this.api.childOf(parent));
  }

  async span<T>(name: string, attributes: SpanAttributes, work: () => Promise<T>): Promise<T> {
    const span = this.start(name, attributes);
    try {
      return await this.#running.run(span, work);
    } catch (error) {
      this.fail(span, error);
      throw error;
    } finally {
      span.end();
    }
  }

  /** Says that it failed, by the class of the error: a message may hold values. */
  fail(span: Span, error: unknown): void {
    this.api.markFailed(span);
    if (error instanceof Error) span.setAttribute('error.type', error.name);
  }

  watch(http: FastifyInstance): void {
    http.addHook('onRequest', (request, _reply, done) => {
      const route = request.routeOptions.url ?? 'no such route';
      const span = this.start(`${request.method} ${route}`, {
        'http.request.method': request.method,
        'http.route': route,
        'request.id': request.id,
      });
      this.#ofRequests.set(request.raw, span);
      this.#running.run(span, done);
    });
    // A body arrives by events of its socket, which know nothing of the request.
    http.addHook('preValidation', (request, _reply, done) => {
      const span = this.#ofRequests.get(request.raw);
      if (span) this.#running.run(span, done);
      else done();
    });
    http.addHook('onResponse', (request, reply, done) => {
      this.#end(request, reply.statusCode);
      done();
    });
    http.addHook('onRequestAbort', (request, done) => {
      this.#end(request, undefined);
      done();
    });
  }

  #end(request: FastifyRequest, status: number | undefined): void {
    const span = this.#ofRequests.get(request.raw);
    if (!span) return;
    this.#ofRequests.delete(request.raw);
    if (status !== undefined) span.setAttribute('http.response.status_code', status);
    if (status === undefined || status >= 500) this.fail(span, undefined);
    span.end();
  }
}
