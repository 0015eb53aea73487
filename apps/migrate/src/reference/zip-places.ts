import { createRequire } from 'node:module';
import type { Client } from 'pg';

interface Place {
  zip: string;
  city: string;
  state: string;
  latitude: number;
  longitude: number;
  country: string;
}

/** Loads where the ZIP codes are, once. The package is read by this short process alone: it is 90 MB in memory. */
export async function loadZipPlaces(client: Client): Promise<void> {
  const known = await client.query('SELECT 1 FROM zip_place LIMIT 1');
  if (known.rowCount) return;
  const { codes } = createRequire(import.meta.url)('zipcodes') as { codes: Record<string, Place> };
  const places = Object.values(codes).filter(
    ({ zip, country, latitude, longitude }) =>
      country === 'US' && /^\d{5}$/.test(zip) && (latitude !== 0 || longitude !== 0),
  );
  await client.query(
    `INSERT INTO zip_place (zip, city, state, latitude, longitude)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::float8[], $5::float8[])
     ON CONFLICT DO NOTHING`,
    [
      places.map((place) => place.zip),
      places.map((place) => place.city),
      places.map((place) => place.state),
      places.map((place) => place.latitude),
      places.map((place) => place.longitude),
    ],
  );
}
