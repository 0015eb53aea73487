import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, staffIdOf } from '#audit';
import type { ProgramCreate, ProgramEdit, SaidBy } from '#contract';
import { newId } from '#platform';
import {
  changedFields,
  fieldError,
  fieldsOf,
  programNotFound,
  refuseOldVersion,
} from './directory-errors.js';
import { FacilityService } from './facility.service.js';
import { FieldFactsService } from './field-facts.service.js';
import { ProgramEntity, ProgramPayerEntity } from './program.entity.js';

type PayersGiven = NonNullable<ProgramEdit['payers']>;

/** Keeps what a facility offers, for whom, and who pays for it there. */
@Injectable()
export class ProgramService {
  constructor(
    private readonly facilities: FacilityService,
    private readonly facts: FieldFactsService,
  ) {}

  /** Adds a program. Throws `facility.not_found`, `request.invalid`. */
  async add(
    manager: EntityManager,
    facilityId: string,
    input: ProgramCreate,
    actor: Actor,
    now: Date,
  ): Promise<string> {
    await this.facilities.lock(manager, facilityId);
    const { payers, saidBy, ...given } = input;
    refuseAges(given);
    const id = newId();
    await manager.insert(ProgramEntity, {
      ...given,
      id,
      facilityId,
      createdAt: now,
      updatedAt: now,
    });
    await this.#setPayers(manager, id, payers ?? [], saidBy, now);
    const fields = Object.keys(input);
    await this.#said(manager, { id, facilityId }, fields, saidBy, actor, now);
    const details = { programId: id, saidBy };
    await this.facilities.recorded(manager, facilityId, 'program.added', details, actor, now);
    return id;
  }

  /** Changes what is given. Throws `program.not_found`, `record.version_conflict`, `request.invalid`. */
  async edit(
    manager: EntityManager,
    id: string,
    edit: ProgramEdit,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const program = await this.#lock(manager, id);
    const { version, saidBy, payers, ...given } = edit;
    const known = payers ? await payersOf(manager, id) : [];
    const wanted = { ...given, ...(payers ? { payers: sorted(payers) } : {}) };
    const current = { ...fieldsOf(program), payers: known };
    refuseOldVersion(program, version, current, wanted);
    refuseAges({
      minAge: given.minAge === undefined ? program.minAge : given.minAge,
      maxAge: given.maxAge === undefined ? program.maxAge : given.maxAge,
    });
    const fields = changedFields(current, wanted);
    if (fields.length > 0) {
      await manager.update(ProgramEntity, id, {
        ...withoutUndefined(given),
        version: version + 1,
        updatedAt: now,
      });
    }
    if (payers) await this.#setPayers(manager, id, payers, saidBy, now);
    const said = Object.keys(withoutUndefined(wanted));
    await this.#said(manager, program, said, saidBy, actor, now);
    const details = { programId: id, fields, saidBy };
    await this.facilities.recorded(
      manager,
      program.facilityId,
      'program.changed',
      details,
      actor,
      now,
    );
  }

  async #lock(manager: EntityManager, id: string): Promise<ProgramEntity> {
    const known = await manager.findOneBy(ProgramEntity, { id });
    if (!known || known.takenBackAt) throw programNotFound();
    // Facility first, then program, as everywhere: two of them never wait for each other.
    await this.facilities.lock(manager, known.facilityId);
    return manager.findOneByOrFail(ProgramEntity, { id });
  }

  async #setPayers(
    manager: EntityManager,
    programId: string,
    payers: PayersGiven,
    saidBy: SaidBy,
    now: Date,
  ): Promise<void> {
    const ids = payers.map(({ payerId }) => payerId);
    if (new Set(ids).size < ids.length) throw fieldError('payers', 'Please name each payer once.');
    const [{ count } = { count: 0 }] = await manager.query<{ count: number }[]>(
      'SELECT count(*)::int AS count FROM payer WHERE id = ANY($1::uuid[])',
      [ids],
    );
    if (count < ids.length) throw fieldError('payers', 'One of these payers is not known.');
    await manager.query(
      'DELETE FROM program_payer WHERE program_id = $1 AND NOT (payer_id = ANY($2::uuid[]))',
      [programId, ids],
    );
    if (payers.length === 0) return;
    await manager.upsert(
      ProgramPayerEntity,
      payers.map((payer) => ({ ...payer, programId, saidBy, saidAt: now })),
      ['programId', 'payerId'],
    );
  }

  async #said(
    manager: EntityManager,
    program: { id: string; facilityId: string },
    fields: readonly string[],
    saidBy: SaidBy,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const saying = { saidBy, who: staffIdOf(actor), saidAt: now };
    const said = [{ recordKind: 'program' as const, recordId: program.id, fields }];
    await this.facts.say(manager, said, saying, now);
    await this.facts.refresh(manager, program.facilityId);
  }
}

function refuseAges(ages: { minAge?: number | null; maxAge?: number | null }): void {
  const { minAge, maxAge } = ages;
  if (minAge == null || maxAge == null || minAge <= maxAge) return;
  throw fieldError('maxAge', 'The oldest age is below the youngest.');
}

async function payersOf(manager: EntityManager, programId: string): Promise<PayersGiven> {
  const payers = await manager.findBy(ProgramPayerEntity, { programId });
  return sorted(payers.map(({ payerId, network }) => ({ payerId, network })));
}

function sorted(payers: PayersGiven): PayersGiven {
  return [...payers].sort((a, b) => a.payerId.localeCompare(b.payerId));
}

function withoutUndefined<T extends object>(given: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}
