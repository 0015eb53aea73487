import type { ImportRowState } from '#contract';
import { addressKey, nameKey } from '#facilities';
import type { KnownFacility, KnownProgram, PublicPayers } from '../known-places.js';
import type { FoundFacility, FoundProgram } from '../reading/found-facility.js';
import {
  type Conflict,
  type Difference,
  IMPORTED_FACILITY_FIELDS,
  IMPORTED_PROGRAM_FIELDS,
  planRecord,
  type RecordPlan,
  rowStateOf,
  type RowShown,
  settle,
} from './row-plan.js';

/** What is to be done with a facility that is known already. */
export interface Decision {
  state: ImportRowState;
  plans: (RecordPlan & { kind: 'facility' | 'program'; id: string })[];
  newNames: string[];
  newPrograms: FoundProgram[];
  newLicences: FoundFacility['licences'];
  /** Payers that are added to programs. */
  payers: { programId: string; payerId: string }[];
  shown: RowShown;
}

interface Deciding {
  asOf: Date;
  now: Date;
  payers: PublicPayers;
  /** What a colleague decided for the source; nothing, while they look at it. */
  isTaken?: (difference: Difference) => boolean;
}

/** Compares a row with the facility it is. Pure: what is known, and the time, come from outside. */
export function decideRow(
  found: FoundFacility,
  known: KnownFacility,
  { asOf, now, payers, isTaken = () => false }: Deciding,
): Decision {
  const { facility } = known;
  // The same house written another way is no change, nor is another point in it.
  const sameHouse = addressKey(found.addressLine, found.zip) === keyOfAddress(known);
  const told = {
    ...found,
    ...(sameHouse ? { addressLine: null } : {}),
    ...(facility.values.latitude === null ? {} : { latitude: null, longitude: null }),
  };
  const plans: Decision['plans'] = [
    {
      kind: 'facility',
      id: facility.id,
      ...settle(
        planRecord(facility, valuesOf(told), IMPORTED_FACILITY_FIELDS, { asOf, now }),
        isTaken,
      ),
    },
  ];
  const newPrograms: FoundProgram[] = [];
  const added: Decision['payers'] = [];
  for (const program of found.programs) {
    const same = known.programs.find((one) => one.levelOfCare === program.levelOfCare);
    if (!same) {
      newPrograms.push(program);
      continue;
    }
    // Somebody decided that nobody is referred there: an import does not bring it back.
    if (!same.active) continue;
    const plan = settle(
      planRecord(same, valuesOf(program), IMPORTED_PROGRAM_FIELDS, { asOf, now }),
      isTaken,
    );
    const missing = payersOf(program, found.state, payers).filter((id) => !same.payerIds.has(id));
    if (missing.length > 0 && payersAreHeld(same, asOf, now)) {
      const sides = { current: same.payerIds.size, found: same.payerIds.size + missing.length };
      const { kind, id, label: of } = same;
      const conflict = { kind, id, of, field: 'payers', ...sides };
      if (isTaken(conflict)) added.push(...missing.map((payerId) => ({ programId: id, payerId })));
      else plan.conflicts.push(conflict);
    } else added.push(...missing.map((payerId) => ({ programId: same.id, payerId })));
    plans.push({ kind: 'program', id: same.id, ...plan });
  }
  const names = new Set([facility.name, ...facility.otherNames].map(nameKey));
  const newNames = [found.name, ...found.otherNames].filter((name) => !names.has(nameKey(name)));
  const newLicences = found.licences.filter((kind) => !known.licenceKinds.has(kind));
  const grows = [newNames, newPrograms, newLicences, added].some((list) => list.length > 0);
  return {
    state: rowStateOf(plans, grows),
    plans,
    newNames,
    newPrograms,
    newLicences,
    payers: added,
    shown: shownOf(found, plans, known, {
      newNames,
      newPrograms,
      newLicences,
      added: added.length,
    }),
  };
}

/** The ids of the payers that a source names without a company. */
export function payersOf(
  program: FoundProgram,
  state: string | null,
  payers: PublicPayers,
): string[] {
  return [...new Set((program.publicPayers ?? []).flatMap((one) => payers.idOf(one, state) ?? []))];
}

function keyOfAddress({ facility }: KnownFacility): string | null {
  const { addressLine, zip } = facility.values;
  return addressKey(addressLine as string | null, zip as string | null);
}

function payersAreHeld(program: KnownProgram, asOf: Date, now: Date): boolean {
  // A difference nobody would keep: what the rule says of it is whether the payers may be touched.
  const probe = { ...program, values: { payers: ['known'] } };
  return planRecord(probe, { payers: ['found'] }, ['payers'], { asOf, now }).conflicts.length > 0;
}

function shownOf(
  found: FoundFacility,
  plans: readonly RecordPlan[],
  known: KnownFacility,
  more: { newNames: string[]; newPrograms: FoundProgram[]; newLicences: string[]; added: number },
): RowShown {
  const change = (of: string, field: string, before: unknown, after: unknown) => ({
    of,
    field,
    before,
    after,
  });
  return {
    problems: found.problems,
    changes: [
      ...plans.flatMap((plan) =>
        plan.changes.map(({ of, field, current, found: after }) =>
          change(of, field, current, after),
        ),
      ),
      ...(more.newNames.length > 0 ? [change(found.name, 'otherNames', null, more.newNames)] : []),
      ...more.newPrograms.map((program) =>
        change(program.name, 'program', null, program.levelOfCare),
      ),
      ...(more.newLicences.length > 0
        ? [change(found.name, 'licences', null, more.newLicences)]
        : []),
      ...(more.added > 0 ? [change(found.name, 'payers', null, more.added)] : []),
    ],
    conflicts: plans.flatMap((plan) => plan.conflicts.flatMap((one) => conflictOf(one, known))),
  };
}

function conflictOf(
  { id, of, field, current, found }: Difference,
  known: KnownFacility,
): Conflict[] {
  const record = [known.facility, ...known.programs].find((one) => one.id === id);
  const fact = record?.facts.get(field);
  // Without somebody's word there is no conflict: planRecord holds a field for nothing else.
  if (!fact) return [];
  const saidAt = fact.saidAt.toISOString();
  return [{ record: id, of, field, current, found, saidBy: fact.saidBy, saidAt }];
}

function valuesOf(record: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record));
}
