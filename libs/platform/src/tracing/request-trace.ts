/** Where a request stands among traces, by the ids of W3C Trace Context: 32 and 16 hexadecimal digits. */
export interface RequestTrace {
  traceId: string;
  spanId: string;
}

/**
 * The trace of a web request and the span in it that is the request itself, both made of its id: the trace is the id
 * without dashes, so that whoever knows one finds the other, and a job that knows which request wanted it goes on with its
 * trace, though nobody handed it a `traceparent`. Undefined for what is no UUID.
 */
export function requestTrace(requestId: string): RequestTrace | undefined {
  const traceId = requestId.replaceAll('-', '').toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(traceId)) return undefined;
  // The second half begins with the bits that say it is a UUID: never all zeros, which would be no span.
  return { traceId, spanId: traceId.slice(16) };
}
