import { type SealingPublicKey, sealTogether } from '#vault';

/** Everything `take_inquiry` is called with; nothing in it can be opened without the private ring. */
export interface SealedArrival {
  id: string;
  jobId: string;
  kind: string;
  provider: string;
  eventId: string;
  follows: string | null;
  receivedAt: Date;
  reference: string;
  tokenDigest: Buffer;
  capabilityKey: Buffer;
  bodyDigest: Buffer;
  sealKeyId: string;
  sealed: Buffer;
  suspicion: string[];
  locks: string[];
}

/** The same before its payload is sealed: the moment before it is stored. */
export type UnsealedArrival = Omit<SealedArrival, 'sealKeyId' | 'sealed'> & { plaintext: Buffer };

/**
 * Those that are not sealed yet, sealed together, which costs little more than one of them; the others as they are. In
 * their order.
 */
export function sealArrivals(
  key: SealingPublicKey,
  arrivals: readonly (SealedArrival | UnsealedArrival)[],
): SealedArrival[] {
  const open = arrivals.flatMap((one) => ('plaintext' in one ? [one.plaintext] : []));
  const payloads = sealTogether(key, open).values();
  return arrivals.map((one) => {
    if (!('plaintext' in one)) return one;
    const { plaintext: _, ...rest } = one;
    return { ...rest, sealKeyId: key.keyId, sealed: nextOf(payloads) };
  });
}

/** The next of as many as are asked for. */
export function nextOf<T>(values: Iterator<T, unknown>): T {
  const next = values.next();
  if (next.done) throw new Error('there are fewer than were asked for');
  return next.value;
}
