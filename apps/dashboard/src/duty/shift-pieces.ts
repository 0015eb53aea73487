import { addDays, type ShiftView } from '#contract';
import { timeInWords, wallTime } from './wall-clock';

const DAY = 1440;

/** What of a stretch falls on one day. */
export interface ShiftPiece {
  shift: ShiftView;
  /** Minutes of the day's clock: 0 is midnight, 1440 the next. */
  from: number;
  to: number;
  /** "8 AM – 4 PM", "10 PM →", "→ 6 AM", "all day". */
  words: string;
  /** The same for the ear, with the day it ends or began. */
  spoken: string;
}

/** The stretches of a colleague on a day, by when they begin. */
export function piecesOf(
  shifts: readonly ShiftView[],
  staffId: string,
  day: string,
  zone: string,
): ShiftPiece[] {
  return shifts
    .filter((shift) => shift.staffId === staffId && shift.cancelledAt === null)
    .toSorted((one, other) => one.startsAt.localeCompare(other.startsAt))
    .flatMap((shift) => pieceOf(shift, day, zone) ?? []);
}

function pieceOf(shift: ShiftView, day: string, zone: string): ShiftPiece | null {
  const from = wallTime(shift.startsAt, zone);
  const to = endOf(shift, zone);
  if (from.day > day || to.day < day) return null;
  const begins = from.day === day;
  const ends = to.day === day;
  const [first, last] = [begins ? minutesOf(from.time) : 0, ends ? minutesOf(to.time) : DAY];
  const piece = (words: string, spoken = words) => ({
    shift,
    from: first,
    to: last,
    words,
    spoken,
  });
  const start = timeInWords(from.time);
  const end = timeInWords(to.time);
  if (begins && ends) {
    const whole = from.time === '00:00' && to.time === '24:00';
    return piece(whole ? 'all day' : `${start} – ${end}`);
  }
  if (begins) return piece(`${start} →`, `from ${start}, over midnight`);
  if (ends) return piece(`→ ${end}`, `until ${end}, since the day before`);
  return piece('all day');
}

/** The end as the last day shows it: what ends at midnight ends at 24:00 of the day before. */
function endOf(shift: ShiftView, zone: string) {
  const to = wallTime(shift.endsAt, zone);
  return to.time === '00:00' ? { day: addDays(to.day, -1), time: '24:00' } : to;
}

function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
