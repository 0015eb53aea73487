import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import {
  type ClosedDayView,
  codesOf,
  moment,
  SHIFT_KINDS,
  type ShiftKind,
  type ShiftView,
} from '#contract';
import { ids, type ListRequest, type Page } from '../http/list-dialect.js';
import { Conditions, escapeLike, type ListSql, selectPage } from '../http/list-sql.js';

export const ShiftFilter = z.strictObject({
  id: ids.optional(),
  /** Words of the note. */
  q: z.string().trim().max(200).optional(),
  staffId: z.uuid().optional(),
  kind: z.enum(codesOf(SHIFT_KINDS)).optional(),
  /** Stretches that overlap this time. */
  from: moment.optional(),
  to: moment.optional(),
  /** False unless said: cancelled stretches are not shown. */
  cancelled: z.boolean().optional(),
});

const SHIFTS: ListSql = {
  columns: `s.id, s.version, s.staff_id AS "staffId", s.kind, s.starts_at AS "startsAt",
    s.ends_at AS "endsAt", s.phone, s.note, s.cancelled_at AS "cancelledAt"`,
  from: 'shift s',
  id: 's.id',
  sorts: { startsAt: 's.starts_at', endsAt: 's.ends_at', kind: 's.kind', staffId: 's.staff_id' },
  order: ['startsAt', 'ASC'],
};

/** A stretch as it is stored. */
interface ShiftRow {
  id: string;
  version: number;
  staffId: string;
  kind: ShiftKind;
  startsAt: Date;
  endsAt: Date;
  phone: string | null;
  note: string | null;
  cancelledAt: Date | null;
}

/** A stretch as the desk shows it. */
export function shiftView(shift: ShiftRow): ShiftView {
  const { id, version, staffId, kind, phone, note } = shift;
  return {
    id,
    version,
    staffId,
    kind,
    startsAt: shift.startsAt.toISOString(),
    endsAt: shift.endsAt.toISOString(),
    phone,
    note,
    cancelledAt: shift.cancelledAt?.toISOString() ?? null,
  };
}

/** The duty calendar, in time's order. */
export async function listShifts(
  manager: EntityManager,
  request: ListRequest<z.infer<typeof ShiftFilter>>,
): Promise<Page<ShiftView>> {
  const { filter } = request;
  const where = new Conditions()
    .add('s.id = ANY (?::uuid[])', filter.id)
    .add('s.note ILIKE ?', filter.q === undefined ? undefined : `%${escapeLike(filter.q)}%`)
    .add('s.staff_id = ?::uuid', filter.staffId)
    .add('s.kind = ?', filter.kind)
    .add('s.ends_at > ?::timestamptz', filter.from)
    .add('s.starts_at < ?::timestamptz', filter.to)
    .add('(s.cancelled_at IS NOT NULL) = ?', filter.id ? undefined : (filter.cancelled ?? false));
  const page = await selectPage<ShiftRow>(manager, SHIFTS, request, where);
  return { ...page, rows: page.rows.map(shiftView) };
}

export const ClosedDayFilter = z.strictObject({
  id: z
    .preprocess(
      (value) => (typeof value === 'string' ? [value] : value),
      z.array(z.iso.date()).max(200),
    )
    .optional(),
  q: z.string().trim().max(200).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  closed: z.boolean().optional(),
});

const CLOSED_DAYS: ListSql = {
  columns: `d.day::text AS id, d.day::text AS day, d.name, d.closed`,
  from: 'closed_day d',
  id: 'd.day',
  sorts: { day: 'd.day', name: 'd.name' },
  order: ['day', 'ASC'],
};

/** The days of the calendar, in order. */
export function listClosedDays(
  manager: EntityManager,
  request: ListRequest<z.infer<typeof ClosedDayFilter>>,
): Promise<Page<ClosedDayView>> {
  const { filter } = request;
  const where = new Conditions()
    .add('d.day = ANY (?::date[])', filter.id)
    .add('d.name ILIKE ?', filter.q === undefined ? undefined : `%${escapeLike(filter.q)}%`)
    .add('d.day >= ?::date', filter.from)
    .add('d.day <= ?::date', filter.to)
    .add('d.closed = ?', filter.closed);
  return selectPage<ClosedDayView>(manager, CLOSED_DAYS, request, where);
}
