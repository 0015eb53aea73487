import type { Role, ShiftKind } from '#contract';

/** A colleague as far as duty and handing out leads go. */
export interface DutyStaff {
  id: string;
  name: string;
  role: Role;
  teamId: string | null;
  languages: readonly string[];
  status: 'active' | 'disabled';
  /** The switch by hand; it counts for those who have no shifts planned. */
  switchedOn: boolean;
  /** Open leads they may hold; null: no limit. */
  capacity: number | null;
  openLeads: number;
  /** Null: never yet, so first in turn. */
  lastAssignedAt: Date | null;
}

/** A stretch of the calendar that is not cancelled. */
export interface DutyShift {
  staffId: string;
  kind: ShiftKind;
  startsAt: Date;
  endsAt: Date;
  phone: string | null;
}

/** All that decides who works: plain data, read at once. */
export interface DutyFacts {
  staff: readonly DutyStaff[];
  /** At least those within {@link PLANNED_DAYS} of the moment asked about. */
  shifts: readonly DutyShift[];
}

/** A colleague with what duty says of them now. */
export interface DutyPerson extends DutyStaff {
  /** In words. */
  because: string;
  /** The end of this stretch; null: until switched off by hand. */
  until: Date | null;
  /** Where they are rung when on call. */
  phone: string | null;
  /** They hold as many open leads as they may. */
  full: boolean;
}

export interface Duty {
  onDuty: DutyPerson[];
  onCall: DutyPerson[];
  outOfOffice: DutyPerson[];
}

/** Whoever has a shift this near follows the calendar; whoever has none follows their switch. */
export const PLANNED_DAYS = 14;
const DAY_MS = 86_400_000;

/**
 * Who works at a moment. A stretch out of office outweighs everything; on-duty stretches outweigh the
 * switch of whoever has any planned within two weeks; being on call says nothing about being on duty.
 * A stretch includes its beginning and not its end.
 */
export function onDutyAt(facts: DutyFacts, now: Date): Duty {
  const duty: Duty = { onDuty: [], onCall: [], outOfOffice: [] };
  for (const person of facts.staff) {
    if (person.status !== 'active') continue;
    const shifts = facts.shifts.filter(({ staffId }) => staffId === person.id);
    const away = running(shifts, 'out_of_office', now);
    if (away) {
      duty.outOfOffice.push(said(person, 'Out of office.', away));
      continue;
    }
    const call = running(shifts, 'on_call', now);
    if (call) duty.onCall.push(said(person, 'On call.', call));
    const shift = running(shifts, 'on_duty', now);
    if (shift) duty.onDuty.push(said(person, 'On shift.', shift));
    else if (person.switchedOn && !planned(shifts, now)) {
      duty.onDuty.push(said(person, 'Switched on by hand; no shifts are planned.', null));
    }
  }
  return duty;
}

/** The stretch of a kind that covers the moment and lasts longest; touching ones are not joined. */
function running(shifts: readonly DutyShift[], kind: ShiftKind, now: Date): DutyShift | undefined {
  const [longest] = shifts
    .filter((shift) => shift.kind === kind && shift.startsAt <= now && shift.endsAt > now)
    .toSorted((one, other) => other.endsAt.getTime() - one.endsAt.getTime());
  return longest;
}

function planned(shifts: readonly DutyShift[], now: Date): boolean {
  const near = PLANNED_DAYS * DAY_MS;
  return shifts.some(
    ({ kind, startsAt, endsAt }) =>
      kind === 'on_duty' &&
      endsAt.getTime() > now.getTime() - near &&
      startsAt.getTime() < now.getTime() + near,
  );
}

function said(person: DutyStaff, because: string, shift: DutyShift | null): DutyPerson {
  return {
    ...person,
    because,
    until: shift?.endsAt ?? null,
    phone: shift?.phone ?? null,
    full: person.capacity !== null && person.openLeads >= person.capacity,
  };
}
