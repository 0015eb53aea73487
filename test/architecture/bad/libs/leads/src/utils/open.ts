// Wrong on purpose: a junk drawer, and a circle through the door.
import * as door from '../index.js';

export function openLead(): string {
  return Object.keys(door).join();
}
