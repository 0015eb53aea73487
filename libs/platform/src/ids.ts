import { v7, validate } from 'uuid';
import { freshBytes } from './fresh-bytes.js';

/** What the last id was made of; `order` is what sorts ids of one millisecond. */
const last = { msecs: 0, order: 0 };
const MOST = 0xff_ff_ff_ff;

/** A new UUIDv7: sorts by time of creation, also within one millisecond, in lower case. */
export function newId(): string {
  const random = freshBytes(16);
  const now = Date.now();
  if (now > last.msecs) {
    last.msecs = now;
    // Half of what there is stays free for ids of the same millisecond.
    last.order = random.readUInt32BE(6) >>> 1;
  } else if (last.order === MOST) {
    last.msecs += 1;
    last.order = 0;
  } else last.order += 1;
  return v7({ random, msecs: last.msecs, seq: last.order });
}

/** Whether a text is a UUID of any version; use before it reaches a `uuid` column. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && validate(text);
}
