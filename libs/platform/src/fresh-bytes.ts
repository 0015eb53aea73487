import { randomBytes } from 'node:crypto';

/** Asking the system costs about as much as enciphering a field, so it is asked for many at once. */
const AT_ONCE = 8192;
let pool = Buffer.alloc(0);
let used = 0;

/** Fresh random bytes from the system's generator, at most 1,024; none is ever given twice. */
export function freshBytes(size: number): Buffer {
  if (size > 1024) throw new RangeError('Only short pieces come out of the pool.');
  if (used + size > pool.length) {
    pool = randomBytes(AT_ONCE);
    used = 0;
  }
  used += size;
  return pool.subarray(used - size, used);
}
