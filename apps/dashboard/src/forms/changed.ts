/**
 * The values that differ from what the form began with. Only these are sent, so that deciding a
 * conflict for oneself never undoes what somebody else changed beside it.
 */
export function changedOf<T extends object>(before: T, after: T): Partial<T> {
  const keys = Object.keys(after) as (keyof T)[];
  return Object.fromEntries(
    keys
      .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
      .map((key) => [key, after[key]]),
  ) as Partial<T>;
}
