import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanStatusCode,
  trace,
  TraceFlags,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  type IdGenerator,
  RandomIdGenerator,
  type ReadableSpan,
  type SpanExporter,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base';
import { type RequestTrace, requestTrace } from './request-trace.js';
import type { SpanApi, SpanAttributes } from './spans.js';

/** The second wall: whoever sets an attribute, no other leaves the process. */
const ALLOWED: Readonly<Record<keyof SpanAttributes, true>> = {
  'http.request.method': true,
  'http.route': true,
  'http.response.status_code': true,
  'db.system.name': true,
  'db.operation.name': true,
  'db.collection.name': true,
  'messaging.destination.name': true,
  'job.name': true,
  'job.attempt': true,
  'job.count': true,
  'error.type': true,
  'request.id': true,
};
const EXPORT_MS = 5000;

/**
 * The packages of OpenTelemetry, put together: not registered for the whole process, so that no other package's
 * spans are sent.
 */
export function openProvider({
  url,
  service,
  share,
}: {
  url: string;
  service: string;
  share: number;
}) {
  const exporter = onlyAllowed(new OTLPTraceExporter({ url, timeoutMillis: EXPORT_MS }));
  const ids = new GivenIds();
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    sampler: new TraceIdRatioBasedSampler(share),
    spanProcessors: [new BatchSpanProcessor(exporter, { exportTimeoutMillis: EXPORT_MS })],
    idGenerator: ids,
  });
  const tracer = provider.getTracer('bridgeline');
  const api: SpanApi = {
    start: (name, attributes, { parent, request, links = [] }) => {
      const options = {
        attributes: { ...attributes },
        links: links.map((span) => ({ context: span.spanContext() })),
      };
      const under = parent ? trace.setSpan(ROOT_CONTEXT, parent) : underRequest(request);
      return tracer.startSpan(name, options, under);
    },
    startRequest: (name, attributes, request) =>
      ids.giving(requestTrace(request), () =>
        tracer.startSpan(name, { attributes: { ...attributes } }, ROOT_CONTEXT),
      ),
    markFailed: (span: Span) => {
      span.setStatus({ code: SpanStatusCode.ERROR });
    },
  };
  return { api, close: () => provider.shutdown() };
}

/** Whether the request's own span was sent is told by its id, in this process as in the one that answered it. */
function underRequest(request: string | undefined): Context {
  const ids = request === undefined ? undefined : requestTrace(request);
  if (!ids) return ROOT_CONTEXT;
  const context: SpanContext = { ...ids, traceFlags: TraceFlags.SAMPLED, isRemote: true };
  return trace.setSpanContext(ROOT_CONTEXT, context);
}

/** Random ids, but for the span of a request. */
class GivenIds implements IdGenerator {
  readonly #random = new RandomIdGenerator();
  #given: RequestTrace | undefined;

  /** What `start` starts has these ids. */
  giving<T>(ids: RequestTrace | undefined, start: () => T): T {
    this.#given = ids;
    try {
      return start();
    } finally {
      this.#given = undefined;
    }
  }

  generateTraceId(): string {
    return this.#given?.traceId ?? this.#random.generateTraceId();
  }

  generateSpanId(): string {
    return this.#given?.spanId ?? this.#random.generateSpanId();
  }
}

function onlyAllowed(exporter: SpanExporter): SpanExporter {
  return {
    export: (spans, done) => exporter.export(spans.map(bare), done),
    shutdown: () => exporter.shutdown(),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
  };
}

/** The span without events, messages, and every attribute that is not on the list. */
function bare(span: ReadableSpan): ReadableSpan {
  const attributes = Object.fromEntries(
    Object.entries(span.attributes).filter(([name]) => Object.hasOwn(ALLOWED, name)),
  );
  return Object.create(span, {
    attributes: { value: attributes },
    events: { value: [] },
    status: { value: { code: span.status.code } },
  }) as ReadableSpan;
}
