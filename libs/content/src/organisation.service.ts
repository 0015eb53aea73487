import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { readOnce } from '#platform';
import { ALWAYS_OPEN, BusinessHours } from './business-hours.js';

/** When this organisation works, and where. */
export interface WorkingTime {
  hours: BusinessHours;
  /** IANA name. */
  timeZone: string;
}

/** Reads who this organisation is. */
@Injectable()
export class OrganisationService {
  /** The hours as they were read last: the same ones stay the same object, which what is derived from them is kept by. */
  #last: { json: string; hours: BusinessHours } | undefined;

  /**
   * Its working time, closed days with it. Without a usable answer it is taken to be open around the clock, so that a
   * promise is rather kept too early than forgotten.
   */
  workingTime(manager: EntityManager): Promise<WorkingTime> {
    return readOnce(manager, 'working-time', () => this.#workingTime(manager));
  }

  async #workingTime(manager: EntityManager): Promise<WorkingTime> {
    const [row] = await manager.query<{ business_hours: unknown; time_zone: string }[]>(
      // A parameter, so that the connection keeps the plan: it is asked for all the time.
      'SELECT business_hours, time_zone FROM working_time WHERE id = $1',
      [1],
    );
    return {
      hours: this.#hoursOf(row?.business_hours),
      timeZone: row?.time_zone ?? 'America/New_York',
    };
  }

  #hoursOf(stored: unknown): BusinessHours {
    const json = JSON.stringify(stored) ?? '';
    if (this.#last?.json !== json) {
      const hours = BusinessHours.safeParse(stored);
      this.#last = { json, hours: hours.success ? hours.data : ALWAYS_OPEN };
    }
    return this.#last.hours;
  }
}
