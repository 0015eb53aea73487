import { z } from 'zod';
import type { FoundFacility } from './found-facility.js';
import { licencesOfServices, programsOfServices } from './programs-of-services.js';
import { servicesOfCategories } from './service-codes.js';
import { tidyFacility } from './tidy.js';

const scalar = z.union([z.string(), z.number()]).nullish().catch(null);

/** A row of FindTreatment.gov's `exportsAsJson/v2`. Whatever is not as expected is as if it were not there. */
const Row = z.looseObject({
  frid: scalar,
  name1: scalar,
  name2: scalar,
  street1: scalar,
  street2: scalar,
  city: scalar,
  state: scalar,
  zip: scalar,
  phone: scalar,
  website: scalar,
  latitude: scalar,
  longitude: scalar,
  services: z
    .array(z.object({ f2: z.string(), f3: z.string().nullish() }).catch({ f2: '', f3: null }))
    .nullish()
    .catch(null),
});

/** A facility of FindTreatment.gov; null when the row has no name. */
export function findTreatmentFacility(value: unknown, row: number): FoundFacility | null {
  const read = Row.safeParse(value);
  if (!read.success) return null;
  const { data } = read;
  const found = tidyFacility(
    {
      ref: data.frid,
      name: data.name1,
      otherName: data.name2,
      addressLine: data.street1,
      addressLine2: data.street2,
      city: data.city,
      state: data.state,
      zip: data.zip,
      phone: data.phone,
      website: data.website,
      latitude: data.latitude,
      longitude: data.longitude,
    },
    row,
  );
  if (!found) return null;
  if (!data.services) found.problems.push('It names no services: no program can be made of it.');
  const services = servicesOfCategories(
    (data.services ?? []).map(({ f2, f3 }) => ({ category: f2, labels: (f3 ?? '').split(';') })),
  );
  found.programs = programsOfServices(services);
  found.licences = licencesOfServices(services);
  return found;
}
