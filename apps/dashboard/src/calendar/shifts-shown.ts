import type { ShiftKind, ShiftView } from '#contract';
import { piecesOf, type ShiftPiece } from '../duty/shift-pieces';

/** What duty says of one day of the calendar. */
export interface DutyDay {
  /** By colleague, then by when they begin; `lane` counts the colleagues of that day from 0. */
  pieces: readonly (ShiftPiece & { lane: number })[];
  lanes: number;
  /** The day's name when we are closed. */
  closed: string | undefined;
}

/** What a colleague does on a day, all stretches of a kind together: "9 AM – 1 PM, 4 PM – 8 PM". */
export interface DayInWords {
  key: string;
  staffId: string;
  kind: ShiftKind;
  words: string;
  note: string | null;
}

export function inWords({ pieces }: Pick<DutyDay, 'pieces'>): DayInWords[] {
  const days = new Map<string, DayInWords>();
  for (const { shift, words } of pieces) {
    const { staffId, kind, note } = shift;
    const key = `${staffId} ${kind}`;
    const known = days.get(key);
    days.set(key, {
      key,
      staffId,
      kind,
      words: known ? `${known.words}, ${words}` : words,
      note: known?.note ?? note,
    });
  }
  return [...days.values()];
}

/** Of a night on call, which takes hours nobody plans tasks in, nothing but the word is shown. */
const WIDENS: ReadonlySet<ShiftKind> = new Set(['on_duty']);

/** The shifts of each day, in the reader's zone. */
export function dutyByDay(
  days: readonly string[],
  shifts: readonly ShiftView[],
  closed: ReadonlyMap<string, string>,
  zone: string,
): Map<string, DutyDay> {
  const staff = [...new Set(shifts.map(({ staffId }) => staffId))].toSorted();
  return new Map(
    days.map((day) => {
      const present = staff
        .map((id) => piecesOf(shifts, id, day, zone))
        .filter((pieces) => pieces.length > 0);
      const pieces = present.flatMap((own, lane) => own.map((piece) => ({ ...piece, lane })));
      return [day, { pieces, lanes: present.length, closed: closed.get(day) }];
    }),
  );
}

/** The hours in which somebody shown is on duty. */
export function hoursOnDuty(duty: ReadonlyMap<string, DutyDay>): number[] {
  return [...duty.values()].flatMap(({ pieces }) =>
    pieces
      .filter(({ shift }) => WIDENS.has(shift.kind))
      .flatMap(({ from, to }) => [Math.floor(from / 60), Math.ceil(to / 60) - 1]),
  );
}

/** The part of an hour a piece covers, in per cent from its beginning; null: none of it. */
export function partOfHour(
  { from, to }: Pick<ShiftPiece, 'from' | 'to'>,
  hour: number,
): { top: number; bottom: number } | null {
  const [begins, ends] = [hour * 60, hour * 60 + 60];
  if (to <= begins || from >= ends) return null;
  const per = (minutes: number) => (minutes / 60) * 100;
  return {
    top: per(Math.max(from, begins) - begins),
    bottom: per(ends - Math.min(to, ends)),
  };
}
