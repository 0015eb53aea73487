type Write = (items: readonly unknown[]) => Promise<void>;

interface Kept {
  items: unknown[];
  write: Write;
}

/** What a gathering transaction keeps until it is written, by kind. */
const kept = new WeakMap<object, Map<string, Kept>>();
/** What a gathering transaction has read once. */
const read = new WeakMap<object, Map<string, Promise<unknown>>>();

/** Lets the transaction of `manager` gather; `inTransaction` does this when it is asked to. */
export function beginGathering(manager: object): void {
  kept.set(manager, new Map());
  read.set(manager, new Map());
}

/**
 * Keeps rows of one kind to write them with one statement, at the end of the transaction or when
 * somebody calls {@link settle}; `write` is the first caller's. In a transaction that does not gather
 * they are written at once.
 */
export async function gather<Item>(
  manager: object,
  kind: string,
  items: readonly Item[],
  write: (items: readonly Item[]) => Promise<void>,
): Promise<void> {
  if (items.length === 0) return;
  const waiting = kept.get(manager);
  if (!waiting) return write(items);
  const same = waiting.get(kind);
  if (same) same.items.push(...items);
  else waiting.set(kind, { items: [...items], write: write as Write });
}

/** Writes what was kept, of one kind or of all: for whoever is about to read it in the same transaction. */
export async function settle(manager: object, kind?: string): Promise<void> {
  const waiting = kept.get(manager);
  if (!waiting) return;
  for (let next = pick(waiting, kind); next; next = pick(waiting, kind)) {
    waiting.delete(next[0]);
    await next[1].write(next[1].items);
  }
}

/**
 * Notes what is kept now. What it gives puts that back, for when the part of the transaction that
 * follows is undone: what the part added is forgotten, and what it wrote waits again.
 */
export function noteKept(manager: object): () => void {
  const waiting = kept.get(manager);
  if (!waiting) return () => undefined;
  const before = new Map(
    [...waiting].map(([kind, { items, write }]) => [kind, { items: [...items], write }]),
  );
  return () => {
    waiting.clear();
    for (const [kind, noted] of before) waiting.set(kind, noted);
  };
}

/** Reads once in a gathering transaction what nothing in it changes; in any other each time. */
export function readOnce<T>(manager: object, key: string, load: () => Promise<T>): Promise<T> {
  const known = read.get(manager);
  if (!known) return load();
  const earlier = known.get(key) as Promise<T> | undefined;
  if (earlier) return earlier;
  const loading = load();
  known.set(key, loading);
  return loading;
}

function pick(waiting: Map<string, Kept>, kind: string | undefined): [string, Kept] | undefined {
  if (kind === undefined) return waiting.entries().next().value;
  const one = waiting.get(kind);
  return one && [kind, one];
}
