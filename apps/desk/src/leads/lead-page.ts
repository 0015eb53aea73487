import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { LeadDetail } from '#contract';
import { LeadQueries } from '#leads';
import { type Clock, inTransaction, isId } from '#platform';
import { notFound } from '../http/record-errors.js';
import type { Visit } from '../http/visit.js';
import { CLOCK } from '../tokens.js';
import { ReadingRecord } from './reading.js';

const noLead = notFound('lead.not_found', 'lead');

/** The lead page: read on record, and read again after each thing done to the lead. */
@Injectable()
export class LeadPage {
  constructor(
    private readonly source: DataSource,
    private readonly queries: LeadQueries,
    private readonly readings: ReadingRecord,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The whole page; the reading is on record before it is answered. Throws `lead.not_found`. */
  async read({ actor }: Visit, id: string): Promise<LeadDetail> {
    if (!isId(id)) throw noLead();
    const now = this.clock.now();
    const read = async (manager: EntityManager): Promise<LeadDetail> => {
      const lead = await this.queries.detail(manager, id, now);
      const patient = lead.contacts.find((contact) => contact.isPatient);
      await this.seen({ actor }, { id, patientId: patient?.personId ?? null }, manager);
      return lead;
    };
    return inTransaction(this.source, read, { gathering: true, byIndex: true });
  }

  /** Puts on record that something of the lead was read. */
  async seen(
    { actor }: Pick<Visit, 'actor'>,
    lead: { id: string; patientId: string | null },
    manager: EntityManager = this.source.manager,
  ): Promise<void> {
    await this.readings.one(
      manager,
      actor,
      { resource: 'lead', id: lead.id, personId: lead.patientId },
      this.clock.now(),
    );
  }

  /** Does something to the lead in one transaction, and answers with the page as it is then. */
  async after(
    visit: Visit,
    id: string,
    work: (manager: EntityManager, now: Date) => Promise<unknown>,
  ): Promise<LeadDetail> {
    if (!isId(id)) throw noLead();
    await inTransaction(this.source, (manager) => work(manager, this.clock.now()));
    return this.read(visit, id);
  }
}
