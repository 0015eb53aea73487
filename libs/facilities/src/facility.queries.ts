import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { FacilityDetail, FacilityHistoryRow, ProgramPayerView, ProgramView } from '#contract';
import { groupBy } from '#platform';
import { Vault } from '#vault';
import { FacilityAccessService } from './beds/access.service.js';
import { BedService } from './beds/bed.service.js';
import { BedHoldService } from './beds/hold.service.js';
import { FacilityContactService } from './contact.service.js';
import { standing } from './directory-errors.js';
import {
  FacilityContactEntity,
  FacilityEntity,
  FacilityLicenceEntity,
  FacilityNoteEntity,
  TreatmentOrganisationEntity,
} from './facility.entity.js';
import { factView, FieldFactsService } from './field-facts.service.js';
import { licenceView } from './licence.service.js';
import { ProgramEntity } from './program.entity.js';

const NOTES = 100;
const HISTORY = 100;

/** Reads facilities and programs for the desk. */
@Injectable()
export class FacilityQueries {
  constructor(
    private readonly facts: FieldFactsService,
    private readonly beds: BedService,
    private readonly holds: BedHoldService,
    private readonly access: FacilityAccessService,
    private readonly contacts: FacilityContactService,
    private readonly vault: Vault,
  ) {}

  /** The whole page of a facility. Throws `facility.not_found`. */
  async detail(manager: EntityManager, id: string, now: Date): Promise<FacilityDetail> {
    const facility = standing(await manager.findOneBy(FacilityEntity, { id }));
    const organisation = facility.organisationId
      ? await manager.findOneBy(TreatmentOrganisationEntity, { id: facility.organisationId })
      : null;
    const programs = await this.programsOf(manager, id, now);
    const contacts = await manager.find(FacilityContactEntity, {
      where: { facilityId: id },
      order: { id: 'ASC' },
    });
    const licences = await manager.find(FacilityLicenceEntity, {
      where: { facilityId: id },
      order: { validUntil: 'ASC', id: 'ASC' },
    });
    const active = programs.filter((program) => program.active);
    const reported = active.flatMap((program) => program.beds ?? []);
    return {
      id,
      version: facility.version,
      name: facility.name,
      organisationId: facility.organisationId,
      organisationName: organisation?.name ?? null,
      otherNames: facility.otherNames,
      addressLine: facility.addressLine,
      city: facility.city,
      state: facility.state,
      zip: facility.zip,
      latitude: facility.latitude,
      longitude: facility.longitude,
      phone: facility.phone,
      website: facility.website,
      npi: facility.npi,
      description: facility.description,
      levels: [...new Set(active.map((program) => program.levelOfCare))],
      distanceMiles: null,
      bedsOpen: reported.length > 0 ? reported.reduce((sum, beds) => sum + beds.bedsOpen, 0) : null,
      bedsSaidAt: reported.map((beds) => beds.saidAt).sort()[0] ?? null,
      relationshipOwnerId: facility.relationshipOwnerId,
      listed: facility.listed,
      bedMails: facility.bedMails,
      active: facility.active,
      source: facility.source,
      sourceRef: facility.sourceRef,
      financialTie: facility.financialTie,
      staleFrom: facility.staleFrom?.toISOString() ?? null,
      stale: facility.staleFrom !== null && facility.staleFrom <= now,
      programs,
      contacts: contacts.map((contact) => this.contacts.view(contact)),
      licences: licences.map((licence) => licenceView(licence, now)),
      notes: await this.#notes(manager, id),
      facts: (await this.facts.newest(manager, id)).map((fact) => factView(fact, now)),
      holds: await this.holds.ofFacility(manager, id),
      access: await this.access.of(manager, id),
      createdAt: facility.createdAt.toISOString(),
      updatedAt: facility.updatedAt.toISOString(),
    };
  }

  /** The programs of a facility, those in use first. */
  async programsOf(manager: EntityManager, facilityId: string, now: Date): Promise<ProgramView[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT id FROM program WHERE facility_id = $1 AND taken_back_at IS NULL
       ORDER BY active DESC, lower(name), id LIMIT 200`,
      [facilityId],
    );
    return this.programs(
      manager,
      rows.map((row) => row.id),
      now,
    );
  }

  /** Programs with their payers and beds, in the order of `ids`; unknown ones are left out. */
  async programs(
    manager: EntityManager,
    ids: readonly string[],
    now: Date,
  ): Promise<ProgramView[]> {
    if (ids.length === 0) return [];
    const found = await manager
      .createQueryBuilder(ProgramEntity, 'p')
      .where('p.id = ANY(:ids::uuid[]) AND p.takenBackAt IS NULL', { ids })
      .getMany();
    const names = await manager.query<{ id: string; name: string }[]>(
      'SELECT id, name FROM facility WHERE id = ANY($1::uuid[])',
      [[...new Set(found.map(({ facilityId }) => facilityId))]],
    );
    const nameOf = new Map(names.map((row) => [row.id, row.name]));
    const payers = groupBy(await payersOf(manager, ids), ({ programId }) => programId);
    const beds = await this.beds.newest(manager, ids, now);
    const byId = new Map(found.map((program) => [program.id, program]));
    return ids.flatMap((id) => {
      const program = byId.get(id);
      if (!program) return [];
      const { takenBackAt: _never, createdAt, updatedAt, ...plain } = program;
      return {
        ...plain,
        facilityName: nameOf.get(program.facilityId) ?? '',
        payers: (payers.get(id) ?? []).map(({ programId: _program, ...payer }) => payer),
        beds: beds.get(id) ?? null,
        createdAt: createdAt.toISOString(),
        updatedAt: updatedAt.toISOString(),
      };
    });
  }

  /** What was done to a facility, newest first; at most 100. */
  async history(manager: EntityManager, id: string): Promise<FacilityHistoryRow[]> {
    const rows = await manager.query<(Omit<FacilityHistoryRow, 'at'> & { at: Date })[]>(
      `SELECT e.id, e.at, e.action, e.actor_kind AS "actorKind", e.actor_id AS "actorId", e.details
       FROM audit_event e WHERE e.resource_id = $1 AND e.resource = 'facility'
       ORDER BY e.at DESC, e.id DESC LIMIT ${HISTORY}`,
      [id],
    );
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }

  async #notes(manager: EntityManager, facilityId: string): Promise<FacilityDetail['notes']> {
    const notes = await manager.find(FacilityNoteEntity, {
      where: { facilityId },
      order: { createdAt: 'DESC', id: 'DESC' },
      take: NOTES,
    });
    return notes.map(({ id, bodyEnc, writtenBy, createdAt }) => ({
      id,
      body: this.vault.decrypt({ table: 'facility_note', column: 'body_enc', id }, bodyEnc),
      writtenBy,
      createdAt: createdAt.toISOString(),
    }));
  }
}

async function payersOf(
  manager: EntityManager,
  programIds: readonly string[],
): Promise<(ProgramPayerView & { programId: string })[]> {
  const rows = await manager.query<
    (Omit<ProgramPayerView, 'saidAt'> & { programId: string; saidAt: Date })[]
  >(
    `SELECT pp.program_id AS "programId", pp.payer_id AS "payerId", p.name AS "payerName", pp.network,
       pp.said_by AS "saidBy", pp.said_at AS "saidAt"
     FROM program_payer pp JOIN payer p ON p.id = pp.payer_id
     WHERE pp.program_id = ANY($1::uuid[]) ORDER BY pp.network, p.name`,
    [programIds],
  );
  return rows.map((row) => ({ ...row, saidAt: row.saidAt.toISOString() }));
}
