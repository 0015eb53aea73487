import { ROOT_CONTEXT, type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  type ReadableSpan,
  type SpanExporter,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base';
import type { SpanAttributes } from './spans.js';

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
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    sampler: new TraceIdRatioBasedSampler(share),
    spanProcessors: [new BatchSpanProcessor(exporter, { exportTimeoutMillis: EXPORT_MS })],
  });
  return {
    tracer: provider.getTracer('bridgeline'),
    childOf: (parent: Span | undefined) =>
      parent ? trace.setSpan(ROOT_CONTEXT, parent) : ROOT_CONTEXT,
    markFailed: (span: Span) => {
      span.setStatus({ code: SpanStatusCode.ERROR });
    },
    close: () => provider.shutdown(),
  };
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
