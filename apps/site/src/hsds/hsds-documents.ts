import { v5 } from 'uuid';
import { LEVELS_OF_CARE, labelOf, PROGRAM_LANGUAGES } from '#contract';

/** Rows of the views the site may read. */
export interface OrganisationRow {
  id: string;
  name: string;
  website: string | null;
}
export interface FacilityRow {
  id: string;
  organisation_id: string;
  name: string;
  other_names: string[];
  description: string | null;
  address_line: string | null;
  city: string | null;
  state: string | null;
  zip: string | null;
  latitude: number | null;
  longitude: number | null;
  phone: string | null;
  website: string | null;
}
export interface ProgramRow {
  id: string;
  facility_id: string;
  organisation_id: string;
  name: string;
  level_of_care: string;
  min_age: number | null;
  max_age: number | null;
  languages: string[];
  description: string | null;
  self_pay: boolean;
  sliding_scale: boolean;
  state_funded: boolean;
  private_insurance: boolean;
  updated_at: Date;
}

/** A document of HSDS 3.0; what is not known is not in it. */
export type HsdsDocument = Record<string, unknown>;

/** Under this namespace parts get ids of their own that never change. */
const NAMESPACE = '5b1f3c1e-8a5e-4d0e-9a5c-6d1c2f0b7a11';
const partId = (id: string, part: string) => v5(`${id} ${part}`, NAMESPACE);

/** The one taxonomy we name services by. */
export const TAXONOMY = {
  id: partId('taxonomy', 'levels-of-care'),
  name: 'Levels of care',
  description:
    'Levels of addiction treatment after the criteria of the American Society of Addiction Medicine.',
  version: '3',
};

/** An organization as lists have it. */
export function organization({ id, name, website }: OrganisationRow): HsdsDocument {
  return known({ id, name, description: `${name} offers addiction treatment.`, website });
}

/** A place, with its address where all of it is known. */
export function location(facility: FacilityRow): HsdsDocument {
  const { id, address_line: street, city, state, zip } = facility;
  const whole = street && city && state && zip;
  return known({
    id,
    location_type: 'physical',
    organization_id: facility.organisation_id,
    name: facility.name,
    alternate_name: facility.other_names[0],
    description: facility.description,
    url: facility.website,
    latitude: facility.latitude,
    longitude: facility.longitude,
    addresses: whole
      ? [
          {
            id: partId(id, 'address'),
            location_id: id,
            address_1: street,
            city,
            state_province: state,
            postal_code: zip,
            country: 'US',
            address_type: 'physical',
          },
        ]
      : undefined,
    phones: facility.phone
      ? [{ id: partId(id, 'phone'), location_id: id, number: facility.phone, type: 'voice' }]
      : undefined,
  });
}

/** A service as lists have it; a program is one. */
export function service(program: ProgramRow, organisation: OrganisationRow): HsdsDocument {
  const { id } = program;
  return known({
    id,
    name: program.name,
    description: program.description,
    status: 'active',
    fees_description: feesOf(program),
    minimum_age: program.min_age,
    maximum_age: program.max_age,
    last_modified: program.updated_at.toISOString(),
    organization: organization(organisation),
  });
}

/** A service with everything about it. */
export function fullService(
  program: ProgramRow,
  organisation: OrganisationRow,
  facility: FacilityRow,
): HsdsDocument {
  const { id } = program;
  return {
    ...service(program, organisation),
    languages: program.languages.map((code) => ({
      id: partId(id, `language ${code}`),
      service_id: id,
      code,
      name: labelOf(PROGRAM_LANGUAGES, code),
    })),
    attributes: [
      {
        id: partId(id, 'level'),
        link_id: id,
        link_entity: 'service',
        taxonomy_term_id: partId('level', program.level_of_care),
        taxonomy_term: taxonomyTerm(program.level_of_care),
      },
    ],
    service_at_locations: [
      {
        id: atLocationId(id),
        service_id: id,
        location_id: facility.id,
        location: location(facility),
      },
    ],
  };
}

/** A service at its place. */
export function serviceAtLocation(
  program: ProgramRow,
  organisation: OrganisationRow,
  facility: FacilityRow,
): HsdsDocument {
  return {
    id: atLocationId(program.id),
    location: location(facility),
    service: service(program, organisation),
  };
}

/** The id of a service at its one place. */
export function atLocationId(programId: string): string {
  return partId(programId, 'at location');
}

/** A level of care as a term. */
export function taxonomyTerm(code: string): HsdsDocument {
  const label = labelOf(LEVELS_OF_CARE, code);
  return {
    id: partId('level', code),
    code,
    name: label,
    description: `Level of care: ${label}`,
    taxonomy: TAXONOMY.name,
    taxonomy_id: TAXONOMY.id,
  };
}

function feesOf(program: ProgramRow): string | undefined {
  const ways = [
    program.private_insurance && 'private insurance',
    program.self_pay && 'self-pay',
    program.sliding_scale && 'sliding scale',
    program.state_funded && 'state-funded',
  ].filter(Boolean);
  return ways.length === 0 ? undefined : `Ways to pay that were named: ${ways.join(', ')}.`;
}

/** Without what is not known: HSDS has no nulls. */
function known(document: Record<string, unknown>): HsdsDocument {
  return Object.fromEntries(
    Object.entries(document).filter(([, value]) => value !== null && value !== undefined),
  );
}
