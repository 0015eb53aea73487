import type { FacilityMergeField } from '#contract';
import type { FacilityEntity } from '../facility.entity.js';
import { nameKey } from '../place-keys.js';

/** What of a facility a merge may take over. */
export type MergeColumn =
  | 'name'
  | 'addressLine'
  | 'city'
  | 'state'
  | 'zip'
  | 'latitude'
  | 'longitude'
  | 'phone'
  | 'website'
  | 'npi'
  | 'description'
  | 'organisationId'
  | 'relationshipOwnerId'
  | 'financialTie';
export type Mergeable = Pick<FacilityEntity, MergeColumn | 'otherNames'>;

/** The columns behind each choice: an address is taken over whole, or two halves would make a third place. */
export const COLUMNS_OF: Readonly<Record<FacilityMergeField, readonly MergeColumn[]>> = {
  name: ['name'],
  address: ['addressLine', 'city', 'state', 'zip', 'latitude', 'longitude'],
  phone: ['phone'],
  website: ['website'],
  npi: ['npi'],
  description: ['description'],
  organisationId: ['organisationId'],
  relationshipOwnerId: ['relationshipOwnerId'],
  financialTie: ['financialTie'],
};

/** In the order they are asked about. */
export const MERGE_FIELDS = Object.keys(COLUMNS_OF) as FacilityMergeField[];

/** Both know something, and not the same. */
export function differingFields(kept: Mergeable, merged: Mergeable): FacilityMergeField[] {
  return MERGE_FIELDS.filter(
    (field) => knows(kept, field) && knows(merged, field) && !alike(kept, merged, field),
  );
}

/** Only the one that is merged knows something. */
export function filledFields(kept: Mergeable, merged: Mergeable): FacilityMergeField[] {
  return MERGE_FIELDS.filter((field) => !knows(kept, field) && knows(merged, field));
}

/** What the kept one holds after the merge, of what becomes another value. Every name that either goes by is kept. */
export function takenOver(
  kept: Mergeable,
  merged: Mergeable,
  sides: Readonly<Partial<Record<FacilityMergeField, 'kept' | 'merged'>>>,
): Partial<Mergeable> {
  const chosen = differingFields(kept, merged).filter((field) => sides[field] === 'merged');
  const taken: Partial<Mergeable> = Object.fromEntries(
    [...chosen, ...filledFields(kept, merged)].flatMap((field) =>
      COLUMNS_OF[field]
        .filter((column) => kept[column] !== merged[column])
        .map((column) => [column, merged[column]]),
    ),
  );
  const otherNames = namesBeside(taken.name ?? kept.name, [
    ...kept.otherNames,
    kept.name,
    merged.name,
    ...merged.otherNames,
  ]);
  return JSON.stringify(otherNames) === JSON.stringify(kept.otherNames)
    ? taken
    : { ...taken, otherNames };
}

function knows(facility: Mergeable, field: FacilityMergeField): boolean {
  if (field === 'address') return facility.addressLine !== null || facility.zip !== null;
  const value = facility[field];
  return value !== null && value !== '' && value !== 'unknown';
}

function alike(one: Mergeable, other: Mergeable, field: FacilityMergeField): boolean {
  return COLUMNS_OF[field]
    .filter((column) => column !== 'latitude' && column !== 'longitude')
    .every((column) => one[column] === other[column]);
}

function namesBeside(name: string, names: readonly string[]): string[] {
  const seen = new Set([nameKey(name)]);
  return names.filter((one) => {
    const key = nameKey(one);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
