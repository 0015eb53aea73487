import DataLoader from 'dataloader';
import type { EntityManager, QueryRunner } from 'typeorm';

type Batch = (items: readonly unknown[]) => Promise<readonly unknown[]>;

interface Togetherness {
  /** When the statements that were sent so far are over. */
  idle: Promise<unknown>;
  loaders: Map<string, DataLoader<unknown, unknown>>;
}

/** What transactions that gather keep, to do things of one kind together. */
const open = new WeakMap<object, Togetherness>();

/**
 * Lets the transaction of `manager` do things together; `inTransaction` does this when it is asked to
 * gather. Its one connection then takes statements one after the other, whoever sends them.
 */
export function beginTogether(manager: EntityManager): void {
  const state: Togetherness = { idle: Promise.resolve(), loaders: new Map() };
  open.set(manager, state);
  const runner = manager.queryRunner;
  if (runner) takeTurns(runner, state);
}

/**
 * Does one thing together with everything of its kind that others of the same transaction ask for in
 * the same moment, as when a group of jobs is worked on side by side. `work` is the first caller's: it
 * gets the items and gives their results in the same order. In a transaction that does not gather the
 * thing is done at once, alone. What `work` throws, everybody gets.
 */
export async function together<Item, Result>(
  manager: object,
  kind: string,
  item: Item,
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
): Promise<Result> {
  const state = open.get(manager);
  if (!state) return (await work([item]))[0] as Result;
  const known = state.loaders.get(kind) ?? loaderOf(state, work as Batch);
  state.loaders.set(kind, known);
  return (await known.load(item)) as Result;
}

/** Waits until every one has ended before it throws what the first one threw: nobody goes on in an undone transaction. */
export async function allEnded<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const ends = await Promise.allSettled(items.map((item) => work(item)));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

function loaderOf(state: Togetherness, work: Batch): DataLoader<unknown, unknown> {
  return new DataLoader<unknown, unknown>(async (items) => [...(await work(items))], {
    cache: false,
    batchScheduleFn: (flush) => whenIdle(state, flush),
  });
}

/** Once no statement is under way, and whoever waited for the last one has asked for more. */
function whenIdle(state: Togetherness, flush: () => void): void {
  const { idle } = state;
  const look = () => (state.idle === idle ? flush() : whenIdle(state, flush));
  void idle.finally(() => setImmediate(look));
}

function takeTurns(runner: QueryRunner, state: Togetherness): void {
  const send = runner.query.bind(runner) as (...statement: unknown[]) => Promise<unknown>;
  const inTurn: typeof send = (...statement) => {
    const answer = state.idle.then(() => send(...statement));
    state.idle = answer.then(
      () => undefined,
      () => undefined,
    );
    return answer;
  };
  Object.defineProperty(runner, 'query', { value: inTurn, configurable: true, writable: true });
}
