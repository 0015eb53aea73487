import { IMPORT_FIELDS, type ImportField, LEVELS_OF_CARE } from '#contract';
import type { FoundFacility } from './found-facility.js';
import { licencesOfServices, programsOfServices } from './programs-of-services.js';
import { servicesOfCodes, servicesOfLabels } from './service-codes.js';
import { tidyFacility, tidyText } from './tidy.js';

/** Column → what it holds. */
export type Mapping = Readonly<Record<string, ImportField | null>>;

/** Names under which columns are known, compared without spaces, signs and case. */
const KNOWN: Readonly<Record<ImportField, readonly string[]>> = {
  name: ['name', 'name1', 'facility', 'facilityname', 'programname', 'id'],
  otherName: ['name2', 'alternatename', 'othername', 'dba', 'alsoknownas'],
  organisation: ['organization', 'organisation', 'organizationname', 'parent', 'company'],
  addressLine: [
    'street',
    'street1',
    'address',
    'address1',
    'addressline',
    'addressline1',
    'streetaddress',
  ],
  addressLine2: ['street2', 'address2', 'addressline2', 'suite'],
  city: ['city', 'town'],
  state: ['state', 'stateprovince', 'st'],
  zip: ['zip', 'zipcode', 'postal', 'postalcode', 'zip5'],
  phone: ['phone', 'phone1', 'telephone', 'phonenumber', 'mainphone'],
  website: ['website', 'url', 'web', 'homepage'],
  npi: ['npi', 'npinumber', 'nationalprovideridentifier'],
  latitude: ['latitude', 'lat'],
  longitude: ['longitude', 'lon', 'lng', 'long'],
  description: ['description', 'about', 'summary'],
  ref: ['frid', 'facilityid', 'externalid', 'recordid'],
  levelOfCare: ['levelofcare', 'level', 'asam', 'asamlevel'],
  services: ['services', 'allservices', 'servicecodeinfo', 'servicecodes'],
};

/** What each column most likely holds; nothing is meant twice, the first one counts. */
export function guessMapping(columns: readonly string[]): Record<string, ImportField | null> {
  const keys = columns.map((column) => column.toLowerCase().replaceAll(/[^a-z0-9]/g, ''));
  const taken = new Map<number, ImportField>();
  for (const field of IMPORT_FIELDS.map(({ code }) => code)) {
    for (const known of KNOWN[field]) {
      const at = keys.findIndex((key, place) => key === known && !taken.has(place));
      if (at < 0) continue;
      taken.set(at, field);
      break;
    }
  }
  return Object.fromEntries(columns.map((column, at) => [column, taken.get(at) ?? null]));
}

/** What a table needs beside its rows. */
export interface TableReading {
  mapping: Mapping;
  /** Code → categories, of the reference sheet that comes with the national directory. */
  reference: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A facility of a table's row; null when it has no name. */
export function tableFacility(
  cells: Readonly<Record<string, unknown>>,
  row: number,
  { mapping, reference }: TableReading,
): FoundFacility | null {
  const raw: Partial<Record<ImportField, unknown>> = {};
  for (const [column, field] of Object.entries(mapping)) {
    if (field !== null) raw[field] = cells[column];
  }
  const found = tidyFacility(raw, row);
  if (!found) return null;
  const told = tidyText(raw.services, 20_000);
  if (told !== null) addServices(found, told, reference);
  const level = tidyText(raw.levelOfCare, 80);
  if (level !== null) addLevel(found, level);
  if (told === null && level === null) {
    found.problems.push('It names no services: no program can be made of it.');
  }
  return found;
}

/** Codes are short words in capitals; anything else is labels with a semicolon between them. */
function addServices(
  found: FoundFacility,
  text: string,
  reference: TableReading['reference'],
): void {
  const areCodes = text
    .split(/[\s,;*]+/)
    .filter(Boolean)
    .every((word) => /^[A-Z0-9]{1,6}$/.test(word));
  if (!areCodes) {
    const services = servicesOfLabels(text.split(';'));
    found.programs = programsOfServices(services);
    found.licences = licencesOfServices(services);
    return;
  }
  const { services, ambiguous } = servicesOfCodes(text, reference);
  found.programs = programsOfServices(services);
  found.licences = licencesOfServices(services);
  if (ambiguous.length > 0) {
    found.problems.push(
      `These codes mean several things and were left out: ${ambiguous.join(', ')}.`,
    );
  }
}

function addLevel(found: FoundFacility, text: string): void {
  const wanted = text.toLowerCase();
  const level = LEVELS_OF_CARE.find(
    ({ code, label, asam3 }) =>
      code === wanted || label.toLowerCase() === wanted || asam3?.toLowerCase() === wanted,
  );
  if (!level) {
    found.problems.push(`“${text}” is no level of care we know.`);
    return;
  }
  if (found.programs.some((program) => program.levelOfCare === level.code)) return;
  found.programs.push({ name: level.label.replace(/ \([^()]*\)$/, ''), levelOfCare: level.code });
}
