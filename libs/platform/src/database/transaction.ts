import type { DataSource, EntityManager } from 'typeorm';
import { databaseCode } from './data-source.js';
import { beginGathering, noteKept, settle } from './gathering.js';
import { beginTogether } from './together.js';
import { currentRequest } from '../request-trail.js';

type Callback = () => unknown;

const BY_INDEX = `SELECT set_config('enable_seqscan', 'off', true),
  set_config('plan_cache_mode', 'force_generic_plan', true)`;

const RETRIABLE = new Set(['40001', '40P01']);

/** What waits for the commit of the transaction a manager belongs to. */
const waiting = new WeakMap<EntityManager, Callback[]>();
/** What is still to be done in the transaction, just before it is committed, by key. */
const closing = new WeakMap<EntityManager, Map<string, () => Promise<void>>>();

/**
 * Runs `work` in one transaction and returns what it returns. When PostgreSQL ends it because of
 * a deadlock or a serialisation failure it is run again, up to three times in all: `work` must do
 * nothing but talk to the database through the manager it gets, and leave what reaches outside to
 * {@link afterCommit}. Given a manager that is in a transaction already, it becomes part of that.
 * With `gathering`, rows that nothing in it reads are kept and written together (see `gather`), and what
 * is done side by side is done together (see `together`). With `snapshot`, all of its statements see the
 * database as it was at the first (a repeatable-read transaction): what is counted in several fits together.
 * With `byIndex`, it only looks records up, so none of its statements is planned anew (see `DatabaseOptions`).
 */
export async function inTransaction<T>(
  source: DataSource | EntityManager,
  work: (manager: EntityManager) => Promise<T>,
  options: { gathering?: boolean; snapshot?: boolean; byIndex?: boolean } = {},
): Promise<T> {
  if (!isDataSource(source) && source.queryRunner?.isTransactionActive) return work(source);
  for (let attempt = 1; ; attempt += 1) {
    const callbacks: Callback[] = [];
    const whole = async (manager: EntityManager): Promise<T> => {
      waiting.set(manager, callbacks);
      closing.set(manager, new Map());
      const request = currentRequest();
      // Jobs that this transaction writes carry it on (see the outbox).
      if (request) {
        await manager.query("SELECT set_config('bridgeline.request', $1, true)", [request]);
      }
      if (options.gathering) {
        beginGathering(manager);
        beginTogether(manager);
      }
      if (options.byIndex) await manager.query(BY_INDEX);
      const worked = await work(manager);
      await runClosing(manager);
      return worked;
    };
    let result: T;
    try {
      result = await (options.snapshot
        ? source.transaction('REPEATABLE READ', whole)
        : source.transaction(whole));
    } catch (error) {
      if (attempt >= 3 || !RETRIABLE.has(databaseCode(error) ?? '')) throw error;
      continue;
    }
    await runAll(callbacks);
    return result;
  }
}

/**
 * Runs `callback` once the transaction of `manager` is committed, and not at all when it is rolled
 * back. What it throws is reported as a process warning: the change is committed all the same.
 * Throws when `manager` does not come from {@link inTransaction}.
 */
export function afterCommit(manager: EntityManager, callback: Callback): void {
  const callbacks = waiting.get(manager);
  if (!callbacks) throw new Error('afterCommit needs the manager that inTransaction gives');
  callbacks.push(callback);
}

/**
 * Runs `work` once at the end of the transaction of `manager`, however often it is asked for under
 * the same key (the last one counts), so that what is derived sees all that was written. What it
 * throws undoes the transaction. Outside of {@link inTransaction} it is run at once.
 */
export async function beforeCommit(
  manager: EntityManager,
  key: string,
  work: () => Promise<void>,
): Promise<void> {
  const pending = closing.get(manager);
  if (pending) pending.set(key, work);
  else await work();
}

/**
 * Runs a part of the transaction of `manager` so that, when it fails, it alone is undone. Gives what it
 * threw as `failed`; undefined when it is done.
 */
export async function inSavepoint(
  manager: EntityManager,
  work: () => Promise<void>,
): Promise<{ failed: unknown } | undefined> {
  const putBack = noteKept(manager);
  await manager.query('SAVEPOINT part');
  try {
    await work();
    // What cannot be written fails here, where it can be undone.
    await settle(manager);
  } catch (error) {
    await manager.query('ROLLBACK TO SAVEPOINT part');
    putBack();
    return { failed: error };
  }
  await manager.query('RELEASE SAVEPOINT part');
  return undefined;
}

async function runClosing(manager: EntityManager): Promise<void> {
  const pending = closing.get(manager) ?? new Map<string, () => Promise<void>>();
  await settle(manager);
  for (let next = first(pending); next; next = first(pending)) {
    pending.delete(next[0]);
    await next[1]();
    await settle(manager);
  }
  // Whoever uses the manager after its transaction has nothing to close.
  closing.delete(manager);
}

function first<V>(map: Map<string, V>): [string, V] | undefined {
  return map.entries().next().value;
}

async function runAll(callbacks: Callback[]): Promise<void> {
  for (const callback of callbacks) {
    try {
      await callback();
    } catch (error) {
      process.emitWarning(`after a commit: ${error instanceof Error ? error.name : 'failed'}`);
    }
  }
}

function isDataSource(source: DataSource | EntityManager): source is DataSource {
  return 'createQueryRunner' in source;
}
