import type { FastifyInstance } from 'fastify';
import { type SpanAttributes, Spans } from './spans.js';
import { watchDatabase } from './watch-database.js';

/** Spans of what a process does. They tell routes, statements and jobs by name, and nothing of a person. */
export interface Tracing {
  /**
   * Runs `work` as a span. With one request that wanted it, it is a part of that request's trace; with several, of a trace
   * of its own that is linked from theirs; with none, one it is in becomes its parent.
   */
  span<T>(
    name: string,
    attributes: SpanAttributes,
    requests: readonly string[],
    work: () => Promise<T>,
  ): Promise<T>;
  /** A span for each request of a server. */
  watch(http: FastifyInstance): void;
  /** Sends what is left, and watches nothing any more. */
  close(): Promise<void>;
}

/**
 * Opens tracing where `OTEL_EXPORTER_OTLP_ENDPOINT` names a collector (OTLP over HTTP); undefined without one: then
 * nothing of it is loaded and nothing is watched. `OTEL_SERVICE_NAME` and `OTEL_TRACES_SAMPLER_ARG` (a share from 0 to
 * 1; all unless said) are read as usual. A collector that is away costs spans, and nothing else.
 */
export async function openTracing(
  process: string,
  environment: Record<string, string | undefined>,
): Promise<Tracing | undefined> {
  const endpoint = environment.OTEL_EXPORTER_OTLP_ENDPOINT?.trim();
  if (!endpoint) return undefined;
  const { openProvider } = await import('./provider.js');
  const provider = openProvider({
    url: `${endpoint.replace(/\/$/, '')}/v1/traces`,
    service: environment.OTEL_SERVICE_NAME?.trim() || `bridgeline-${process}`,
    share: Number(environment.OTEL_TRACES_SAMPLER_ARG?.trim() || 1),
  });
  const spans = new Spans(provider.api);
  const unwatch = watchDatabase(spans);
  return {
    span: (name, attributes, requests, work) => spans.span(name, attributes, requests, work),
    watch: (http) => spans.watch(http),
    close: async () => {
      unwatch();
      await provider.close();
    },
  };
}
