/** The hours a calendar shows when nothing lies outside of them. */
const USUAL = { first: 8, last: 17 };

const two = (part: number) => String(part).padStart(2, '0');

/** The calendar day of a moment for the reader, as YYYY-MM-DD. */
export function dayOf(moment: string | number): string {
  const at = new Date(moment);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The moment a day begins for the reader. */
export const startOf = (day: string): string => new Date(`${day}T00:00:00`).toISOString();

/** A place in the calendar, "2026-03-01T09": a day and an hour of the reader's. */
export const placeOf = (day: string, hour: number): string => `${day}T${two(hour)}`;

/** The moment at which something lies after it was put to a place; its minutes stay. */
export function movedTo(at: string, place: string): string {
  return new Date(`${place}:${two(new Date(at).getMinutes())}:00`).toISOString();
}

/** The moment so many days and hours later on the reader's clock. */
export function movedBy(at: string, { days = 0, hours = 0 }: { days?: number; hours?: number }) {
  const moved = new Date(at);
  moved.setDate(moved.getDate() + days);
  moved.setHours(moved.getHours() + hours);
  return moved.toISOString();
}

/** The hours to show: the usual ones, those something lies in, and `others`. */
export function hoursFor(moments: readonly string[], others: readonly number[] = []): number[] {
  const used = [...moments.map((at) => new Date(at).getHours()), ...others];
  const first = Math.min(USUAL.first, ...used);
  const last = Math.max(USUAL.last, ...used);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
