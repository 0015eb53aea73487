import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, staffIdOf } from '#audit';
import { type BedReportInput, bedTrust, type BedsView } from '#contract';
import { newId } from '#platform';
import { programNotFound } from '../directory-errors.js';
import { FacilityService } from '../facility.service.js';
import { ProgramEntity } from '../program.entity.js';
import { BedReportEntity } from './bed.entity.js';

interface NewestReport {
  programId: string;
  bedsOpen: number;
  bedsInAll: number | null;
  source: BedsView['source'];
  staffId: string | null;
  saidAt: Date;
}

/** Keeps what was reported of beds, and reads the newest word of each program. */
@Injectable()
export class BedService {
  constructor(private readonly facilities: FacilityService) {}

  /** A colleague writes down what they know or were told. Throws `program.not_found`. */
  async report(
    manager: EntityManager,
    programId: string,
    input: BedReportInput,
    actor: Actor,
    now: Date,
  ): Promise<string> {
    const program = await manager.findOneBy(ProgramEntity, { id: programId });
    if (!program || program.takenBackAt) throw programNotFound();
    await manager.insert(BedReportEntity, {
      id: newId(),
      programId,
      bedsOpen: input.bedsOpen,
      bedsInAll: input.bedsInAll ?? null,
      saidBy: input.saidBy,
      source: 'staff',
      staffId: staffIdOf(actor),
      saidAt: now,
      createdAt: now,
    });
    const details = { programId, saidBy: input.saidBy };
    await this.facilities.recorded(
      manager,
      program.facilityId,
      'beds.reported',
      details,
      actor,
      now,
    );
    return program.facilityId;
  }

  /** The newest report of each of these programs; those never reported are absent. */
  async newest(
    manager: EntityManager,
    programIds: readonly string[],
    now: Date,
  ): Promise<Map<string, BedsView>> {
    if (programIds.length === 0) return new Map();
    const rows = await manager.query<NewestReport[]>(
      `SELECT r.program_id AS "programId", r.beds_open AS "bedsOpen", r.beds_in_all AS "bedsInAll", r.source,
         r.staff_id AS "staffId", r.said_at AS "saidAt"
       FROM unnest($1::uuid[]) AS p (id)
       CROSS JOIN LATERAL (SELECT * FROM bed_report b WHERE b.program_id = p.id
         ORDER BY b.said_at DESC, b.id DESC LIMIT 1) r`,
      [programIds],
    );
    return new Map(
      rows.map(({ programId, saidAt, ...row }) => [
        programId,
        { ...row, saidAt: saidAt.toISOString(), trust: bedTrust(saidAt, now) },
      ]),
    );
  }
}
