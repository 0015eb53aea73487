import { AsyncLocalStorage } from 'node:async_hooks';
import type { Span } from '@opentelemetry/api';
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

/** What the packages of OpenTelemetry do for {@link Spans}. */
export interface SpanApi {
  start(name: string, attributes: SpanAttributes, of: StartOf): Span;
  /** The span that is the web request of this id. */
  startRequest(name: string, attributes: SpanAttributes, request: string): Span;
  markFailed(span: Span): void;
}

/** What a span belongs to; nothing: it begins a trace. */
interface StartOf {
  parent?: Span | undefined;
  /** The web request that wanted it, answered here or elsewhere. */
  request?: string | undefined;
  links?: readonly Span[];
}

/** Starts spans under the one that is running. */
export class Spans {
  readonly #running = new AsyncLocalStorage<Span>();
  readonly #ofRequests = new WeakMap<object, Span>();

  constructor(private readonly api: SpanApi) {}

  /** Whether something is being traced here: what happens by itself (polls, schedules) is not. */
  get isRunning(): boolean {
    return this.#running.getStore() !== undefined;
  }

  start(name: string, attributes: SpanAttributes): Span {
    return this.api.start(name, attributes, { parent: this.#running.getStore() });
  }

  /** @param requests the web requests that wanted it: it goes on with the trace of each */
  async span<T>(
    name: string,
    attributes: SpanAttributes,
    requests: readonly string[],
    work: () => Promise<T>,
  ): Promise<T> {
    const [request] = requests;
    const alone = requests.length === 1;
    const span = alone
      ? this.api.start(name, attributes, { request })
      : this.start(name, attributes);
    // What several wanted is done once, and shows in the trace of each of them, with a link to where it was done.
    const others = alone
      ? []
      : requests.map((one) => this.api.start(name, attributes, { request: one, links: [span] }));
    try {
      return await this.#running.run(span, work);
    } catch (error) {
      for (const one of [span, ...others]) this.fail(one, error);
      throw error;
    } finally {
      for (const one of [span, ...others]) one.end();
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
      const about = {
        'http.request.method': request.method,
        'http.route': route,
        'request.id': request.id,
      };
      const span = this.api.startRequest(`${request.method} ${route}`, about, request.id);
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
