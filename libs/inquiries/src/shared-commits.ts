import type { Pool } from 'pg';
import type { SealingPublicKey } from '#vault';
import { databaseIsAway } from './database-away.js';
import type { DoorOutcome } from './door.js';
import { nextOf, type SealedArrival, sealArrivals, type UnsealedArrival } from './seal-arrivals.js';

/** How arrivals share commits; times in milliseconds. */
export interface SharedCommitsOptions {
  pool: Pool;
  /** Waiting longer for the database's answer counts as "away". */
  answerTimeout: number;
  /** What is not sealed yet is sealed to this one. */
  key: () => SealingPublicKey;
}

interface Waiting<A = SealedArrival | UnsealedArrival> {
  arrival: A;
  /** On the clock of `performance.now()`. */
  since: number;
  resolve: (outcome: DoorOutcome) => void;
  reject: (error: unknown) => void;
}

/** A commit that takes longer lets another begin beside it, so that one that waits holds nobody up; milliseconds. */
const PATIENCE = 25;
/** Most commits under way at once; the pool has connections left for the pages. */
const AT_ONCE = 4;
/** Less time than this is not worth beginning a statement; milliseconds. */
const MARGIN = 100;
/** Most arrivals in one commit. */
const MOST = 64;

const ONE = 'SELECT take_inquiry($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14) AS outcome';
/** Holds the locks of whoever says something, and so goes by itself. */
const INBOUND =
  'SELECT take_inbound($15::bigint[],$1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14) AS outcome';
const MANY = `SELECT take_inquiry(a.id, a.job_id, a.kind, a.provider, a.event_id, a.follows,
    a.received_at, a.reference, a.token_digest, a.capability_key, a.body_digest, a.seal_key_id,
    a.sealed, ARRAY(SELECT jsonb_array_elements_text(a.suspicion))) AS outcome
  FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[],
    $7::timestamptz[], $8::text[], $9::bytea[], $10::bytea[], $11::bytea[], $12::text[],
    $13::bytea[], $14::jsonb[]) AS a (id, job_id, kind, provider, event_id, follows, received_at,
    reference, token_digest, capability_key, body_digest, seal_key_id, sealed, suspicion)`;

/**
 * Seals and commits arrivals: one that comes alone at once and by itself, those that come while the
 * database is busy together, in one commit. Each learns its own outcome, after the commit; one that
 * the database refuses takes no other with it.
 */
export class SharedCommits {
  readonly #queue: Waiting[] = [];
  /** Commits that are not slow yet: while one is, what comes gathers for the next. */
  #fresh = 0;
  #underWay = 0;

  constructor(private readonly options: SharedCommitsOptions) {}

  /** Resolves when the arrival is committed; rejects with the database's error. */
  commit(arrival: SealedArrival | UnsealedArrival): Promise<DoorOutcome> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ arrival, resolve, reject, since: performance.now() });
      this.#next();
    });
  }

  #next(): void {
    if (this.#fresh > 0 || this.#underWay >= AT_ONCE) return;
    this.#refuseOverdue();
    if (this.#queue.length === 0) return;
    const group = this.#queue.splice(0, this.#groupSize());
    this.#underWay += 1;
    this.#fresh += 1;
    let slow = false;
    const timer = setTimeout(() => {
      slow = true;
      this.#fresh -= 1;
      this.#next();
    }, PATIENCE);
    void this.#take(group).finally(() => {
      clearTimeout(timer);
      if (!slow) this.#fresh -= 1;
      this.#underWay -= 1;
      this.#next();
    });
  }

  /** One that holds locks goes by itself; the others before it, together. */
  #groupSize(): number {
    const locked = this.#queue.findIndex(({ arrival }) => arrival.locks.length > 0);
    if (locked < 0) return MOST;
    return Math.min(Math.max(locked, 1), MOST);
  }

  /** Who waited as long as an answer may take learns now that the database is away, not after one more wait. */
  #refuseOverdue(): void {
    const oldest = performance.now() - this.options.answerTimeout + MARGIN;
    const fresh = this.#queue.findIndex(({ since }) => since > oldest);
    const overdue = this.#queue.splice(0, fresh < 0 ? this.#queue.length : fresh);
    for (const { reject } of overdue) reject(new Error('Query read timeout'));
  }

  async #take(waiting: Waiting[]): Promise<void> {
    let group: Waiting<SealedArrival>[];
    try {
      const arrivals = waiting.map(({ arrival }) => arrival);
      const sealed = sealArrivals(this.options.key(), arrivals).values();
      group = waiting.map((one) => ({ ...one, arrival: nextOf(sealed) }));
    } catch (error) {
      for (const { reject } of waiting) reject(error);
      return;
    }
    await this.#store(group);
  }

  async #store(group: Waiting<SealedArrival>[]): Promise<void> {
    const [first] = group;
    if (first && group.length === 1) return this.#alone(first);
    // In one order everywhere, so that two groups with the same events never wait for each other.
    const ordered = group.toSorted((a, b) => compare(identity(a.arrival), identity(b.arrival)));
    let outcomes: DoorOutcome[];
    try {
      outcomes = await this.#many(ordered.map(({ arrival }) => arrival));
    } catch (error) {
      if (databaseIsAway(error)) for (const { reject } of group) reject(error);
      // Nothing of the group is stored: each is tried by itself, and answers for itself.
      else for (const one of group) await this.#alone(one);
      return;
    }
    ordered.forEach(({ resolve, reject }, at) => {
      const outcome = outcomes[at];
      if (outcome) resolve(outcome);
      else reject(new Error('take_inquiry answered too little'));
    });
  }

  async #alone({ arrival, resolve, reject }: Waiting<SealedArrival>): Promise<void> {
    try {
      const { rows } = await this.options.pool.query<{ outcome: DoorOutcome }>({
        ...(arrival.locks.length > 0
          ? {
              name: 'take-inbound',
              text: INBOUND,
              values: [...argumentsOf(arrival), arrival.locks],
            }
          : { name: 'take-inquiry', text: ONE, values: argumentsOf(arrival) }),
        ...this.#limit,
      });
      const outcome = rows[0]?.outcome;
      if (!outcome) throw new Error('take_inquiry answered nothing');
      resolve(outcome);
    } catch (error) {
      reject(error);
    }
  }

  async #many(arrivals: SealedArrival[]): Promise<DoorOutcome[]> {
    const rows = arrivals.map(argumentsOf);
    const columns = rows[0]?.map((_, column) => rows.map((row) => row[column])) ?? [];
    const suspicions = arrivals.map(({ suspicion }) => JSON.stringify(suspicion));
    const { rows: answers } = await this.options.pool.query<{ outcome: DoorOutcome }>({
      name: 'take-inquiries',
      text: MANY,
      values: [...columns.slice(0, -1), suspicions],
      ...this.#limit,
    });
    return answers.map(({ outcome }) => outcome);
  }

  get #limit(): { query_timeout: number } {
    return { query_timeout: this.options.answerTimeout };
  }
}

function identity({ provider, eventId }: SealedArrival): string {
  return `${provider}\0${eventId}`;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function argumentsOf(arrival: SealedArrival): unknown[] {
  return [
    arrival.id,
    arrival.jobId,
    arrival.kind,
    arrival.provider,
    arrival.eventId,
    arrival.follows,
    arrival.receivedAt,
    arrival.reference,
    arrival.tokenDigest,
    arrival.capabilityKey,
    arrival.bodyDigest,
    arrival.sealKeyId,
    arrival.sealed,
    arrival.suspicion,
  ];
}
