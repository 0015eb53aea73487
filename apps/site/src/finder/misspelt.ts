/** Words shorter than this are not guessed at: too many others are one letter away. */
const SHORTEST = 4;
/** Words from this length on may be two letters off. */
const LONG = 7;

/**
 * Whether `typed` may be `meant` with a slip of the hand: a letter too many, too few, another one or two that changed
 * places; two such slips in long words. Lower case. (Optimal string alignment distance.)
 */
export function isMisspelt(typed: string, meant: string): boolean {
  const most = meant.length >= LONG ? 2 : 1;
  if (meant.length < SHORTEST || Math.abs(typed.length - meant.length) > most) return false;
  return slips(typed, meant) <= most;
}

function slips(typed: string, meant: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: meant.length + 1 }, (_, at) => at);
  for (let i = 1; i <= typed.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= meant.length; j += 1) {
      const same = typed[i - 1] === meant[j - 1];
      const swapped =
        i > 1 && j > 1 && typed[i - 1] === meant[j - 2] && typed[i - 2] === meant[j - 1];
      row[j] = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (beforeLast[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [beforeLast, last] = [last, row];
  }
  return last[meant.length] ?? 0;
}
