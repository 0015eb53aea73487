import { hasUnsupportedCharacters, US_STATES } from '#contract';
import { facilityPhone, isNpi } from '#facilities';
import type { FoundFacility, RawFacility } from './found-facility.js';

const LIMITS = { name: 200, text: 200, description: 4000, website: 300 } as const;

/** A cell as text: trimmed, inner spaces single, shortened; null when nothing is left or it cannot be stored. */
export function tidyText(value: unknown, limit: number = LIMITS.text): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value).trim().replaceAll(/\s+/g, ' ').slice(0, limit);
  return text === '' || hasUnsupportedCharacters(text) ? null : text;
}

/**
 * A ZIP code out of a spreadsheet. What was read as a number lost its leading zeros: 2115 is 02115. ZIP+4 is cut to
 * five digits. Null with a sentence when it cannot be one.
 */
export function tidyZip(value: unknown): { zip: string | null; problem: string | null } {
  const text = tidyText(value, 20);
  if (text === null) return { zip: null, problem: null };
  const digits = /^(\d+)(?:\.0+)?(?:[-\s]?(\d{4}))?$/.exec(text);
  const main = digits?.[1] ?? '';
  // Nine digits in one, or with the zeros of the first part lost.
  const five = main.length > 5 && digits?.[2] === undefined ? main.slice(0, -4) : main;
  if (five.length < 3 || five.length > 5) {
    return { zip: null, problem: `“${text}” is no ZIP code.` };
  }
  const zip = five.padStart(5, '0');
  const lost = five.length < 5;
  return { zip, problem: lost ? `The ZIP code ${text} had lost a zero: read as ${zip}.` : null };
}

/** What a source says of a facility, tidied; null when it has no name. */
export function tidyFacility(raw: RawFacility, row: number): FoundFacility | null {
  const name = tidyText(raw.name, LIMITS.name);
  if (name === null) return null;
  const problems: string[] = [];
  const note = (sentence: string | null) => {
    if (sentence !== null) problems.push(sentence);
  };
  const { zip, problem } = tidyZip(raw.zip);
  note(problem);
  const otherName = tidyText(raw.otherName, LIMITS.name);
  const street = [tidyText(raw.addressLine), tidyText(raw.addressLine2)].filter(Boolean).join(', ');
  return {
    row,
    ref: tidyText(raw.ref),
    organisation: tidyText(raw.organisation, LIMITS.name),
    name,
    otherNames: otherName === null || otherName === name ? [] : [otherName],
    addressLine: street === '' ? null : street.slice(0, LIMITS.text),
    city: tidyText(raw.city, 100),
    state: tidyState(raw.state, note),
    zip,
    phone: tidyPhone(raw.phone, note),
    website: tidyWebsite(raw.website, note),
    npi: tidyNpi(raw.npi, note),
    ...tidyPoint(raw.latitude, raw.longitude, note),
    description: tidyText(raw.description, LIMITS.description),
    programs: [],
    licences: [],
    problems,
  };
}

type Note = (sentence: string) => void;

/** States by their two letters and by their names; with the islands that post goes to as to a state. */
const STATES: ReadonlyMap<string, string> = new Map([
  ...US_STATES.flatMap(({ code, label }) => [
    [code.toLowerCase(), code] as const,
    [label.toLowerCase(), code] as const,
  ]),
  ...['AS', 'FM', 'MH', 'MP', 'PW'].map((code) => [code.toLowerCase(), code] as const),
]);

function tidyState(value: unknown, note: Note): string | null {
  const text = tidyText(value, 40);
  if (text === null) return null;
  const state = STATES.get(text.toLowerCase());
  if (state !== undefined) return state;
  note(`“${text}” is no state of the United States.`);
  return null;
}

function tidyPhone(value: unknown, note: Note): string | null {
  const text = tidyText(value, 60);
  if (text === null) return null;
  const phone = facilityPhone(text.replaceAll('"', ''));
  if (phone === null) note(`“${text}” is no phone number.`);
  return phone;
}

function tidyWebsite(value: unknown, note: Note): string | null {
  const text = tidyText(value, LIMITS.website);
  if (text === null) return null;
  const address = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  if (URL.canParse(address) && /^https?:\/\/[^\s<>"]+\.[^\s<>"]+$/i.test(address)) return address;
  note(`“${text}” is no web address.`);
  return null;
}

function tidyNpi(value: unknown, note: Note): string | null {
  const text = tidyText(value, 20);
  if (text === null) return null;
  if (isNpi(text)) return text;
  note(`“${text}” is no NPI: its check digit is wrong.`);
  return null;
}

/** A point in the United States and its territories; anything else is a mistake of the source. */
function tidyPoint(
  latitude: unknown,
  longitude: unknown,
  note: Note,
): Pick<FoundFacility, 'latitude' | 'longitude'> {
  const [lat, long] = [numberOf(latitude), numberOf(longitude)];
  if (lat === null || long === null) return { latitude: null, longitude: null };
  if (lat > -15 && lat < 72 && (long < -60 || long > 130))
    return { latitude: lat, longitude: long };
  note(`The point ${lat}, ${long} is not in the United States.`);
  return { latitude: null, longitude: null };
}

function numberOf(value: unknown): number | null {
  const text = tidyText(value, 40);
  const number = text === null ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : null;
}
