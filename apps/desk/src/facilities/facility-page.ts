import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { FacilityDetail } from '#contract';
import { facilityNotFound, FacilityQueries } from '#facilities';
import { type Clock, inTransaction, isId } from '#platform';
import { CLOCK } from '../tokens.js';

/** The facility page: read, and read again after each thing done to the facility. */
@Injectable()
export class FacilityPage {
  constructor(
    private readonly source: DataSource,
    private readonly queries: FacilityQueries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws `facility.not_found`. */
  async read(id: string): Promise<FacilityDetail> {
    if (!isId(id)) throw facilityNotFound();
    return this.queries.detail(this.source.manager, id, this.clock.now());
  }

  /** Does something to a facility in one transaction and answers with its page. `work` may name another one. */
  async after(
    id: string,
    work: (manager: EntityManager, now: Date) => Promise<unknown>,
  ): Promise<FacilityDetail> {
    if (!isId(id)) throw facilityNotFound();
    await inTransaction(this.source, (manager) => work(manager, this.clock.now()));
    return this.read(id);
  }

  /** Does something to a part of a facility, which `work` names, and answers with the facility's page. */
  async afterPart(
    work: (manager: EntityManager, now: Date) => Promise<string>,
  ): Promise<FacilityDetail> {
    const id = await inTransaction(this.source, (manager) => work(manager, this.clock.now()));
    return this.read(id);
  }
}
