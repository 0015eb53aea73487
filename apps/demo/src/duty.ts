import type { INestApplicationContext } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#audit';
import { ClosedDayService, DutyService, type ShiftEntity, ShiftService } from '#duty';
import type { Colleagues } from './staff.js';

const ZONE = 'America/New_York';
const HOUR = 3_600_000;
/** Days of the calendar behind and ahead of today. */
const BEHIND = 30;
const AHEAD = 21;

interface Hours {
  who: keyof Colleagues;
  /** ISO, 1 is Monday. */
  weekdays: number[];
  hours: [string, string][];
  note?: string;
}

/** Who works when, week by week. Lucía's day is split: people who speak Spanish call at noon and after work. */
const ROSTER: readonly Hours[] = [
  { who: 'avery', weekdays: [1, 2, 3, 4, 5], hours: [['08:00', '16:30']] },
  {
    who: 'lucia',
    weekdays: [1, 2, 3, 4, 5],
    hours: [
      ['09:00', '13:00'],
      ['16:00', '20:00'],
    ],
    note: 'Split day',
  },
  { who: 'jonah', weekdays: [1, 2, 3, 4], hours: [['14:30', '22:30']] },
  { who: 'jonah', weekdays: [6], hours: [['10:00', '18:00']], note: 'Saturdays' },
  { who: 'priya', weekdays: [3, 4, 5, 6, 7], hours: [['13:00', '21:00']] },
];

/** Who is away: days from today, and the hours of the day. */
const AWAY: readonly {
  who: keyof Colleagues;
  day: number;
  hours: [string, string];
  note: string;
}[] = [
  { who: 'priya', day: 4, hours: ['00:00', '24:00'], note: 'Family visit' },
  { who: 'priya', day: 5, hours: ['00:00', '24:00'], note: 'Family visit' },
  { who: 'jonah', day: 2, hours: ['14:30', '17:00'], note: 'Dentist' },
  { who: 'morgan', day: 9, hours: ['00:00', '24:00'], note: 'State conference' },
  { who: 'lucia', day: -6, hours: ['00:00', '24:00'], note: 'Training' },
];

/** Writes the demo's duty calendar: shifts, nights on call, days away, closed days, how much each may hold. */
export class DutyCalendar {
  readonly #planner: Actor;
  readonly #today: Temporal.PlainDate;

  constructor(
    private readonly app: INestApplicationContext,
    private readonly colleagues: Colleagues,
    private readonly now: Date,
  ) {
    this.#planner = { kind: 'staff', id: colleagues.morgan };
    this.#today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
      .toZonedDateTimeISO(ZONE)
      .toPlainDate();
  }

  /** Planned before the first day began, as a roster is. */
  async plan(manager: EntityManager, plannedAt: Date): Promise<void> {
    const shifts = this.app.get(ShiftService);
    for (const { who, note, ...days } of ROSTER) {
      const plan = {
        staffId: this.colleagues[who],
        kind: 'on_duty' as const,
        fromDay: this.#day(-BEHIND),
        toDay: this.#day(AHEAD),
        ...days,
        note,
      };
      const planned = await shifts.planMany(manager, plan, this.#planner, plannedAt);
      if (who === 'avery') await this.#atWorkNow(manager, planned);
    }
    await this.#nightsOnCall(manager, plannedAt);
    for (const { who, day, hours, note } of AWAY) {
      const kind = 'out_of_office';
      const [from, to] = hours;
      await this.#one(manager, { who, kind, day, from, to, note }, plannedAt);
    }
    await this.#closedDays(manager, plannedAt);
  }

  /** The limit on open leads: Priya has as many as she may. */
  async limit(manager: EntityManager): Promise<void> {
    const rows = await manager.query<{ owner_id: string; open: number }[]>(
      'SELECT owner_id, count(*)::int AS open FROM lead WHERE closed_at IS NULL AND owner_id IS NOT NULL GROUP BY 1',
    );
    const open = new Map(rows.map((row) => [row.owner_id, row.open]));
    for (const who of ['avery', 'jonah', 'priya', 'lucia'] as const) {
      const id = this.colleagues[who];
      const has = open.get(id) ?? 0;
      const capacity = who === 'priya' ? has : Math.ceil(has / 10) * 10 + 10;
      await this.app.get(DutyService).setCapacity(manager, id, capacity, this.#planner, this.now);
    }
  }

  /** Whoever opens the demo as the agent is at work, also at night. */
  async #atWorkNow(manager: EntityManager, planned: readonly ShiftEntity[]): Promise<void> {
    const { now } = this;
    const soon = new Date(now.getTime() + HOUR);
    if (planned.some(({ startsAt, endsAt }) => startsAt <= now && endsAt > soon)) return;
    const before = planned.findLast(({ startsAt }) => startsAt <= now)?.endsAt ?? now;
    const after = planned.find(({ startsAt }) => startsAt > now)?.startsAt;
    const startsAt = new Date(Math.max(before.getTime(), now.getTime() - HOUR));
    const longest = now.getTime() + 8 * HOUR;
    const endsAt = new Date(Math.min(longest, after?.getTime() ?? longest));
    const covering = {
      staffId: this.colleagues.avery,
      kind: 'on_duty' as const,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      note: 'Covers for a colleague',
    };
    await this.app.get(ShiftService).plan(manager, covering, this.#planner, startsAt);
  }

  /** Somebody can be rung every night: Morgan and Jonah take turns, week by week. */
  async #nightsOnCall(manager: EntityManager, plannedAt: Date): Promise<void> {
    for (let day = -7; day <= 14; day += 1) {
      const who = this.#today.add({ days: day }).weekOfYear! % 2 === 0 ? 'morgan' : 'jonah';
      const phone = who === 'morgan' ? '+18885550171' : '+18885550172';
      const night = { who, kind: 'on_call', day, from: '22:30', to: '08:00', phone } as const;
      await this.#one(manager, night, plannedAt);
    }
  }

  async #one(
    manager: EntityManager,
    stretch: {
      who: keyof Colleagues;
      kind: 'on_call' | 'out_of_office';
      day: number;
      from: string;
      to: string;
      phone?: string;
      note?: string;
    },
    plannedAt: Date,
  ): Promise<void> {
    const { who, kind, day, from, to, phone, note } = stretch;
    const endDay = to > from && to !== '24:00' ? day : day + 1;
    const shift = {
      staffId: this.colleagues[who],
      kind,
      startsAt: this.#moment(day, from),
      endsAt: this.#moment(endDay, to === '24:00' ? '00:00' : to),
      phone,
      note,
    };
    await this.app.get(ShiftService).plan(manager, shift, this.#planner, plannedAt);
  }

  /** Public holidays, and a day the organisation keeps for itself. */
  async #closedDays(manager: EntityManager, plannedAt: Date): Promise<void> {
    const days = this.app.get(ClosedDayService);
    await days.addHolidays(manager, plannedAt);
    const ownDay = { day: this.#day(17), name: 'Staff retreat', closed: true };
    await days.add(manager, ownDay, this.#planner, plannedAt);
  }

  #day(fromToday: number): string {
    return this.#today.add({ days: fromToday }).toString();
  }

  #moment(day: number, time: string): string {
    const at = this.#today.add({ days: day }).toPlainDateTime(time).toZonedDateTime(ZONE);
    return new Date(at.epochMilliseconds).toISOString();
  }
}
