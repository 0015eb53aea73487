import { z } from 'zod';
import { LEVELS_OF_CARE } from '#contract';
import type { FoundFacility, FoundProgram } from './found-facility.js';
import { tidyFacility, tidyText } from './tidy.js';

const text = z.union([z.string(), z.number()]).nullish().catch(null);
const list = <S extends z.ZodType>(of: S) => z.array(of).nullish().catch([]);

const Address = z.looseObject({
  address_1: text,
  address_2: text,
  city: text,
  state_province: text,
  postal_code: text,
});
const Phone = z.looseObject({ number: text });
const Location = z.looseObject({
  id: text,
  name: text,
  alternate_name: text,
  description: text,
  latitude: text,
  longitude: text,
  url: text,
  addresses: list(Address),
  phones: list(Phone),
});
const Term = z.looseObject({
  taxonomy_term: z.looseObject({ code: text, name: text }).nullish().catch(null),
});
const Service = z.looseObject({
  id: text,
  name: text,
  description: text,
  url: text,
  status: text,
  minimum_age: text,
  maximum_age: text,
  phones: list(Phone),
  languages: list(z.looseObject({ code: text })),
  attributes: list(Term),
  organization: z.looseObject({ id: text, name: text, website: text }).nullish().catch(null),
  service_at_locations: list(z.looseObject({ location: Location.nullish().catch(null) })),
});
type HsdsService = z.infer<typeof Service>;
type HsdsLocation = z.infer<typeof Location>;

/** One value of an HSDS feed: a service with its locations, or an organization with its services. */
export function hsdsServices(value: unknown): HsdsService[] {
  const organization = z
    .looseObject({ id: text, name: text, website: text, services: z.array(z.unknown()) })
    .safeParse(value);
  if (organization.success) {
    const { id, name, website, services } = organization.data;
    return services.flatMap((one) => {
      const service = Service.safeParse(one);
      return service.success ? [{ ...service.data, organization: { id, name, website } }] : [];
    });
  }
  const service = Service.safeParse(value);
  return service.success ? [service.data] : [];
}

/**
 * The facilities of a service: one for each of its locations, with the service as a program when its attributes name a
 * level of care; and without an address, one for the organization itself.
 */
export function hsdsFacilities(service: HsdsService, row: number): FoundFacility[] {
  const locations = (service.service_at_locations ?? [])
    .map(({ location }) => location ?? null)
    .filter((location) => location !== null);
  const places: (HsdsLocation | null)[] = locations.length > 0 ? locations : [null];
  return places.flatMap((location) => {
    const found = facilityAt(service, location, row);
    if (!found) return [];
    if (tidyText(service.status) === 'defunct') {
      found.problems.push('The feed says that this service has ended.');
      return [found];
    }
    const program = programOf(service);
    if (program) found.programs = [program];
    else
      found.problems.push(
        'Nothing in the feed names a level of care: no program can be made of it.',
      );
    return [found];
  });
}

function facilityAt(
  service: HsdsService,
  location: HsdsLocation | null,
  row: number,
): FoundFacility | null {
  const address = location?.addresses?.[0];
  const phone = location?.phones?.[0] ?? service.phones?.[0];
  return tidyFacility(
    {
      ref: location?.id ?? service.organization?.id,
      organisation: service.organization?.name,
      name: location?.name ?? service.organization?.name ?? service.name,
      otherName: location?.alternate_name,
      addressLine: address?.address_1,
      addressLine2: address?.address_2,
      city: address?.city,
      state: address?.state_province,
      zip: address?.postal_code,
      phone: phone?.number,
      website: location?.url ?? service.url ?? service.organization?.website,
      latitude: location?.latitude,
      longitude: location?.longitude,
      description: location?.description,
    },
    row,
  );
}

function programOf(service: HsdsService): FoundProgram | null {
  const level = (service.attributes ?? [])
    .flatMap(({ taxonomy_term: term }) => [tidyText(term?.code), tidyText(term?.name)])
    .flatMap(
      (wanted) =>
        LEVELS_OF_CARE.find(({ code, label }) => code === wanted || label === wanted) ?? [],
    )
    .at(0);
  const name = tidyText(service.name);
  if (!level || name === null) return null;
  const languages = (service.languages ?? []).flatMap(({ code }) => tidyText(code, 3) ?? []);
  return {
    name,
    levelOfCare: level.code,
    minAge: ageOf(service.minimum_age),
    maxAge: ageOf(service.maximum_age),
    ...(languages.length > 0 ? { languages } : {}),
    description: tidyText(service.description, 4000),
  };
}

function ageOf(value: unknown): number | null {
  const age = Number(tidyText(value, 5) ?? Number.NaN);
  return Number.isInteger(age) && age > 0 && age <= 120 ? age : null;
}

type Tables = Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;

/** The services of an HSDS tabular package, put together from its tables as the JSON form has them. */
export function servicesOfTables(tables: Tables): unknown[] {
  const of = (name: string) => tables[name] ?? [];
  const byId = (name: string) => new Map(of(name).map((one) => [one.id ?? '', one]));
  const belonging = (name: string, key: string, id: string | undefined) =>
    of(name).filter((one) => one[key] === id && id !== undefined && id !== '');
  const organizations = byId('organizations');
  const locations = byId('locations');
  const terms = byId('taxonomy_terms');
  return of('services').map((service) => ({
    ...service,
    organization: organizations.get(service.organization_id ?? '') ?? null,
    phones: belonging('phones', 'service_id', service.id),
    languages: belonging('languages', 'service_id', service.id),
    attributes: belonging('attributes', 'link_id', service.id).map((attribute) => ({
      taxonomy_term: terms.get(attribute.taxonomy_term_id ?? '') ?? null,
    })),
    service_at_locations: belonging('service_at_location', 'service_id', service.id).map((at) => {
      const location = locations.get(at.location_id ?? '');
      return {
        location: location
          ? {
              ...location,
              addresses: belonging('addresses', 'location_id', location.id),
              phones: belonging('phones', 'location_id', location.id),
            }
          : null,
      };
    }),
  }));
}
