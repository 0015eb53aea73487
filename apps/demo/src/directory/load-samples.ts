import type { EntityManager } from 'typeorm';
import {
  addressKey,
  BedReportEntity,
  FacilityContactEntity,
  FacilityEntity,
  FacilityLicenceEntity,
  FacilityNoteEntity,
  type Fact,
  FieldFactEntity,
  firstStaleAt,
  nameKey,
  ProgramEntity,
  ProgramPayerEntity,
  TreatmentOrganisationEntity,
  ZipPlaceEntity,
} from '#facilities';
import { newId } from '#platform';
import type { Vault } from '#vault';
import { SAMPLE_FACILITIES, type SampleFacility, type SampleProgram } from './samples.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;

const FACILITY_FIELDS = ['name', 'addressLine', 'city', 'state', 'zip', 'phone'];
const PROGRAM_FIELDS = [
  'levelOfCare',
  'minAge',
  'maxAge',
  'sexes',
  'populations',
  'languages',
  'methadone',
  'buprenorphine',
  'naltrexone',
  'payers',
  'selfPay',
  'slidingScale',
  'scholarship',
  'stateFunded',
  'requirements',
  'exclusions',
];

/** Puts the made-up facilities into a directory that has none. Throws when a payer or ZIP code is not known. */
export class SampleDirectory {
  /** @param keeperId the colleague who knows the facilities */
  constructor(
    private readonly vault: Vault,
    private readonly keeperId: string,
    private readonly now: Date,
  ) {}

  async load(manager: EntityManager): Promise<void> {
    const payers = await payersByName(manager);
    const organisations = new Map<string, string>();
    for (const sample of SAMPLE_FACILITIES) {
      const known = organisations.get(sample.organisation);
      const organisationId = known ?? newId();
      if (!known) {
        organisations.set(sample.organisation, organisationId);
        await manager.insert(TreatmentOrganisationEntity, {
          id: organisationId,
          name: sample.organisation,
          source: 'sample',
        });
      }
      await this.#facility(manager, sample, organisationId, payers);
    }
  }

  async #facility(
    manager: EntityManager,
    sample: SampleFacility,
    organisationId: string,
    payers: ReadonlyMap<string, string>,
  ): Promise<void> {
    const id = newId();
    const place = await manager.findOneByOrFail(ZipPlaceEntity, { zip: sample.zip });
    const programs = sample.programs.map((program) => ({ id: newId(), program }));
    const facts = [
      ...factsOf('facility', id, FACILITY_FIELDS, sample, this.now),
      ...programs.flatMap((one) => factsOf('program', one.id, PROGRAM_FIELDS, sample, this.now)),
    ];
    await manager.insert(FacilityEntity, {
      id,
      organisationId,
      name: sample.name,
      addressLine: sample.street,
      city: place.city,
      state: place.state,
      zip: sample.zip,
      latitude: place.latitude,
      longitude: place.longitude,
      phone: sample.phone,
      description: sample.description,
      relationshipOwnerId: this.keeperId,
      source: 'sample',
      nameKey: nameKey(sample.name),
      addressKey: addressKey(sample.street, sample.zip),
      staleFrom: firstStaleAt(facts),
    });
    await this.#around(manager, id, sample);
    for (const one of programs) await this.#program(manager, id, one, sample, payers);
    await manager.insert(FieldFactEntity, facts);
  }

  async #around(manager: EntityManager, facilityId: string, sample: SampleFacility): Promise<void> {
    const contactId = newId();
    const sealed = (column: string, text: string) =>
      this.vault.encrypt({ table: 'facility_contact', column, id: contactId }, text);
    await manager.insert(FacilityContactEntity, {
      id: contactId,
      facilityId,
      role: 'admissions',
      nameEnc: sealed('name_enc', sample.admissions),
      phoneEnc: sealed('phone_enc', sample.phone),
      emailEnc: sealed('email_enc', 'admissions@facility.example'),
    });
    for (const { validForDays, ...licence } of sample.licences) {
      const last = validForDays === null ? null : new Date(this.now.getTime() + validForDays * DAY);
      await manager.insert(FacilityLicenceEntity, {
        id: newId(),
        facilityId,
        ...licence,
        validUntil: last?.toISOString().slice(0, 10) ?? null,
      });
    }
    if (!sample.note) return;
    const noteId = newId();
    await manager.insert(FacilityNoteEntity, {
      id: noteId,
      facilityId,
      bodyEnc: this.vault.encrypt(
        { table: 'facility_note', column: 'body_enc', id: noteId },
        sample.note,
      ),
      writtenBy: this.keeperId,
    });
  }

  async #program(
    manager: EntityManager,
    facilityId: string,
    { id, program }: { id: string; program: SampleProgram },
    sample: SampleFacility,
    payers: ReadonlyMap<string, string>,
  ): Promise<void> {
    const [methadone, buprenorphine, naltrexone] = program.moud;
    const pays = new Set(program.pays);
    await manager.insert(ProgramEntity, {
      id,
      facilityId,
      name: program.name,
      levelOfCare: program.level,
      minAge: program.ages?.[0] ?? null,
      maxAge: program.ages?.[1] ?? null,
      sexes: program.sexes ?? [],
      populations: program.populations ?? [],
      languages: program.languages ?? ['en'],
      methadone,
      buprenorphine,
      naltrexone,
      selfPay: pays.has('selfPay'),
      slidingScale: pays.has('slidingScale'),
      scholarship: pays.has('scholarship'),
      stateFunded: pays.has('stateFunded'),
      privateInsurance: pays.has('privateInsurance'),
      requirements: program.requirements ?? [],
      exclusions: program.exclusions ?? [],
      lengthOfStayDays: program.days ?? null,
    });
    const { saidBy, saidAt } = saying(sample, this.now);
    const named = [
      ...(program.inNetwork ?? []).map((name) => ({ name, network: 'in' as const })),
      ...(program.outOfNetwork ?? []).map((name) => ({ name, network: 'out' as const })),
    ];
    for (const { name, network } of named) {
      const payerId = payers.get(name);
      if (!payerId) throw new Error(`The sample names a payer that is not shipped: ${name}`);
      await manager.insert(ProgramPayerEntity, { programId: id, payerId, network, saidBy, saidAt });
    }
    if (!program.beds) return;
    const [bedsOpen, bedsInAll, hoursAgo, source] = program.beds;
    await manager.insert(BedReportEntity, {
      id: newId(),
      programId: id,
      bedsOpen,
      bedsInAll,
      saidBy: source === 'staff' ? 'staff' : 'facility',
      source,
      staffId: source === 'staff' ? this.keeperId : null,
      saidAt: new Date(this.now.getTime() - hoursAgo * HOUR),
    });
  }
}

function saying({ said: [saidBy, daysAgo] }: SampleFacility, now: Date) {
  return { saidBy, saidAt: new Date(now.getTime() - daysAgo * DAY) };
}

function factsOf(
  recordKind: Fact['recordKind'],
  recordId: string,
  fields: readonly string[],
  sample: SampleFacility,
  now: Date,
) {
  return fields.map((field) => ({ recordKind, recordId, field, ...saying(sample, now) }));
}

async function payersByName(manager: EntityManager): Promise<Map<string, string>> {
  const rows = await manager.query<{ id: string; name: string }[]>('SELECT id, name FROM payer');
  return new Map(rows.map(({ id, name }) => [name, id]));
}
