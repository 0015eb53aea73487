import type { Pool } from 'pg';
import { ERROR_STATUS, type InquiryKind } from '#contract';
import { type Clock, DomainError, newId } from '#platform';
import {
  bodyDigest,
  capabilityFromToken,
  humanReference,
  newToken,
  type SealingPublicKey,
  type SiteKeys,
} from '#vault';
import { databaseIsAway } from './database-away.js';
import { type Envelope, envelopeBytes } from './envelope.js';
import { inLockOrder } from './inbound-lock.js';
import { type SealedArrival, sealArrivals, type UnsealedArrival } from './seal-arrivals.js';
import { SharedCommits } from './shared-commits.js';

/** One contact that came in, before it is sealed. */
export interface Arrival {
  kind: InquiryKind;
  /** Who brought it: `form`, `api`, `twilio`, `callrail`, … Together with `eventId` it is unique. */
  provider: string;
  /** The provider's own id of the event; the inquiry's id when it has none. */
  eventId?: string;
  /** The event this one belongs to (later events of one call carry the call's id). */
  follows?: string | null;
  envelope: Envelope;
  /** The bytes by which a repeat is told from another body under the same event id. */
  digestOf: Buffer;
  /** The visitor's token; a fresh one unless given. */
  token?: string;
  /** Reasons for the desk's quarantine; suspicion never drops anything. */
  suspicion?: string[];
  /** Id of the web request that brought it: its job's id as well, so that one id finds both. Of one arrival only. */
  requestId?: string;
  /** Keys of `inboundLock` for what a person says: it is stored while no message to them is being started. */
  locks?: string[];
}

/** `taken`: stored now; `repeated`: was stored before; `differs`: the event id belongs to another body. */
export type DoorOutcome = 'taken' | 'repeated' | 'differs';

export interface Taken {
  outcome: DoorOutcome;
  /** The visitor's secret: opens their status page. */
  token: string;
  /** What a person reads out on the phone. Not a secret. */
  reference: string;
}

/** Times in milliseconds. */
export interface DoorOptions {
  pool: Pool;
  keys: SiteKeys;
  clock: Clock;
  /** Told after each commit that there is something to hand over. */
  nudger?: { nudge(): void };
  /** Waiting longer for the database's answer counts as "away"; 1,500 unless said. */
  answerTimeout?: number;
}

/**
 * The one way into the records: seals what came in and commits it together with its intake job.
 * When a call returns, the inquiry is on disk; when it throws, nobody may say thank you.
 */
export class InquiryDoor {
  readonly #commits: SharedCommits;

  constructor(private readonly options: DoorOptions) {
    const { pool, answerTimeout = 1500 } = options;
    this.#commits = new SharedCommits({
      pool,
      answerTimeout,
      key: () => this.#key,
    });
  }

  /**
   * Seals and commits one arrival, together with those that come at the same time.
   * @throws DomainError `service.database_away` when the database can't be asked or doesn't answer
   * in time. It may have committed all the same: asking again with the same event id is safe.
   */
  async take(arrival: Arrival): Promise<Taken> {
    const token = arrival.token ?? newToken();
    const unsealed = this.#unsealed({ ...arrival, token });
    return { outcome: await this.commit(unsealed), token, reference: unsealed.reference };
  }

  /** Seals an arrival without storing it (the spool keeps the result while the database is away). */
  seal(arrival: Arrival): SealedArrival {
    const [sealed] = sealArrivals(this.#key, [this.#unsealed(arrival)]);
    if (!sealed) throw new Error('nothing came of sealing');
    return sealed;
  }

  get #key(): SealingPublicKey {
    const { sealingKeyId: keyId, sealingPublicKey: publicKey } = this.options.keys;
    return { keyId, publicKey };
  }

  #unsealed(arrival: Arrival): UnsealedArrival {
    const { keys, clock } = this.options;
    const token = arrival.token ?? newToken();
    const capability = capabilityFromToken(token);
    const id = newId();
    return {
      id,
      jobId: arrival.requestId ?? newId(),
      kind: arrival.kind,
      provider: arrival.provider,
      eventId: arrival.eventId ?? id,
      follows: arrival.follows ?? null,
      receivedAt: clock.now(),
      reference: humanReference(token),
      tokenDigest: capability.digest,
      capabilityKey: capability.publicKey,
      bodyDigest: bodyDigest(keys.siteSecret, arrival.digestOf),
      plaintext: envelopeBytes(arrival.envelope),
      suspicion: arrival.suspicion ?? [],
      locks: inLockOrder(arrival.locks ?? []),
    };
  }

  /** Commits an arrival; one that is not sealed yet is sealed on the way. Throws like {@link take}. */
  async commit(arrival: SealedArrival | UnsealedArrival): Promise<DoorOutcome> {
    let outcome: DoorOutcome;
    try {
      outcome = await this.#commits.commit(arrival);
    } catch (error) {
      if (!databaseIsAway(error)) throw error;
      throw new DomainError('service.database_away', {
        status: ERROR_STATUS['service.database_away'],
        message: 'The request could not be saved just now. Please call, or try again in a minute.',
        cause: error,
      });
    }
    if (outcome === 'taken') this.options.nudger?.nudge();
    return outcome;
  }
}
