import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AgentLoad, LoadQuery } from '#contract';
import { hoursOnThePhone, NumberQueries } from '#reporting';
import { Conditions } from '../http/list-sql.js';
import { OVERDUE } from '../leads/lead.filter.js';

/** What each colleague has on their hands now, and how their period went on the phone. */
@Injectable()
export class AgentLoads {
  constructor(private readonly numbers: NumberQueries) {}

  /** Everybody who is active, by name; at most 500. Ask within one snapshot. */
  async of(manager: EntityManager, period: LoadQuery, now: Date): Promise<AgentLoad[]> {
    const people = await manager.query<{ id: string; name: string; on_duty: boolean }[]>(
      `SELECT id, name, on_duty FROM staff_user WHERE status = 'active' AND role <> 'auditor'
       ORDER BY name, id LIMIT 500`,
    );
    const open = await this.#openLeads(manager, now);
    const hours = await hoursOnThePhone(manager, period);
    const report = await this.numbers.report(
      manager,
      {
        ...period,
        names: ['talk_time', 'attempts'],
        by: ['agent'],
        grain: undefined,
        filter: {},
        compare: false,
        distribution: false,
      },
      now,
    );
    const [talk, attempts] = report.numbers.map(
      ({ rows }) => new Map(rows.map(({ keys, value }) => [keys.agent, value ?? 0])),
    );
    return people.map(({ id, name, on_duty: onDuty }): AgentLoad => {
      const tried = attempts?.get(id) ?? 0;
      const onPhone = hours.get(id) ?? 0;
      return {
        agentId: id,
        name,
        onDuty,
        openLeads: open.get(id)?.leads ?? 0,
        overdueClocks: open.get(id)?.overdue ?? 0,
        talkSeconds: talk?.get(id) ?? 0,
        attempts: tried,
        attemptsPerHour: onPhone === 0 ? null : Math.round((tried / onPhone) * 10) / 10,
      };
    });
  }

  async #openLeads(
    manager: EntityManager,
    now: Date,
  ): Promise<Map<string, { leads: number; overdue: number }>> {
    const overdue = new Conditions().add(OVERDUE, now);
    const rows = await manager.query<{ owner_id: string; leads: number; overdue: number }[]>(
      `SELECT l.owner_id, count(*)::int AS leads, count(*) FILTER (WHERE ${overdue.where})::int AS overdue
       FROM lead l WHERE l.closed_at IS NULL AND l.owner_id IS NOT NULL GROUP BY l.owner_id`,
      overdue.values,
    );
    return new Map(rows.map((row) => [row.owner_id, row]));
  }
}
