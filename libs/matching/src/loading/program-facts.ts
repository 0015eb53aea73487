import type { Coordinates, MoudStance, PayerNetwork } from '#contract';
import type { ProgramFacts } from '../facts.js';

/** A program with what belongs to it, as `PROGRAMS_SQL` reads it. */
export interface ProgramRow {
  id: string;
  name: string;
  facility_id: string;
  facility_name: string;
  active: boolean;
  state: string | null;
  latitude: number | null;
  longitude: number | null;
  zip_latitude: number | null;
  zip_longitude: number | null;
  level_of_care: string;
  min_age: number | null;
  max_age: number | null;
  sexes: string[];
  populations: string[];
  languages: string[];
  methadone: MoudStance;
  buprenorphine: MoudStance;
  naltrexone: MoudStance;
  /** Payer's id → network, of the patient's payers alone. */
  payers: Record<string, PayerNetwork> | null;
  private_insurance: boolean;
  self_pay: boolean;
  sliding_scale: boolean;
  scholarship: boolean;
  state_funded: boolean;
  requirements: string[];
  exclusions: string[];
  licences: number;
  /** `YYYY-MM-DD`; null where one has no last day, or there is none. */
  licensed_until: string | null;
  beds_open: number | null;
  beds_said_at: Date | null;
  accepted: number;
  declined: number;
  arrived: number;
  no_show: number;
  said_at: Date | null;
  /** Fields somebody said something of, in the contract's names. */
  said_fields: string[] | null;
}

/**
 * What is known of a program. A "no" that is only how the column begins is not known; somebody said it when a fact of
 * that field is written down. Only what the type names is taken over: whatever else a record holds does not get in.
 */
export function programFacts(row: ProgramRow): ProgramFacts {
  const said = new Set(row.said_fields ?? []);
  const yesNo = (value: boolean, field: string) => (value || said.has(field) ? value : null);
  return {
    id: row.id,
    name: row.name,
    facilityId: row.facility_id,
    facilityName: row.facility_name,
    active: row.active,
    state: row.state,
    place: placeOf(row.latitude, row.longitude) ?? placeOf(row.zip_latitude, row.zip_longitude),
    placeIsRough: row.latitude === null,
    level: row.level_of_care,
    minAge: row.min_age,
    maxAge: row.max_age,
    sexes: row.sexes,
    populations: row.populations,
    languages:
      said.has('languages') || row.languages.some((one) => one !== 'en') ? row.languages : [],
    moud: {
      methadone: row.methadone,
      buprenorphine: row.buprenorphine,
      naltrexone: row.naltrexone,
    },
    payers: row.payers ?? {},
    privateInsurance: yesNo(row.private_insurance, 'privateInsurance'),
    selfPay: yesNo(row.self_pay, 'selfPay'),
    slidingScale: yesNo(row.sliding_scale, 'slidingScale'),
    scholarship: yesNo(row.scholarship, 'scholarship'),
    stateFunded: yesNo(row.state_funded, 'stateFunded'),
    requirements: row.requirements,
    exclusions: row.exclusions,
    licence: { known: row.licences > 0, validUntil: row.licensed_until },
    beds:
      row.beds_open !== null && row.beds_said_at
        ? { open: row.beds_open, saidAt: row.beds_said_at }
        : null,
    history: {
      accepted: row.accepted,
      declined: row.declined,
      arrived: row.arrived,
      noShow: row.no_show,
    },
    saidAt: row.said_at,
  };
}

function placeOf(latitude: number | null, longitude: number | null): Coordinates | null {
  return latitude === null || longitude === null ? null : { latitude, longitude };
}
