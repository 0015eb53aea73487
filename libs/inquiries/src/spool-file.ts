import { z } from 'zod';
import type { SealedArrival } from './seal-arrivals.js';

const bytes = z.base64().transform((text) => Buffer.from(text, 'base64'));

const file = z.object({
  version: z.literal(1),
  id: z.uuid(),
  jobId: z.uuid(),
  kind: z.string(),
  provider: z.string(),
  eventId: z.string(),
  follows: z.string().nullable(),
  receivedAt: z.iso.datetime().transform((text) => new Date(text)),
  reference: z.string(),
  tokenDigest: bytes,
  capabilityKey: bytes,
  bodyDigest: bytes,
  sealKeyId: z.string(),
  sealed: bytes,
  suspicion: z.array(z.string()),
  locks: z.array(z.string()).default([]),
});

/** One spool file's text. */
export function sealedArrivalToJson(arrival: SealedArrival): string {
  return JSON.stringify({
    version: 1,
    ...arrival,
    receivedAt: arrival.receivedAt.toISOString(),
    tokenDigest: arrival.tokenDigest.toString('base64'),
    capabilityKey: arrival.capabilityKey.toString('base64'),
    bodyDigest: arrival.bodyDigest.toString('base64'),
    sealed: arrival.sealed.toString('base64'),
  });
}

/** Reads a spool file. Throws when it is no whole file of a known version. */
export function sealedArrivalFromJson(text: string): SealedArrival {
  return file.parse(JSON.parse(text));
}
