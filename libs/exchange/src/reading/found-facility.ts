import type { LicenceKind, MoudStance } from '#contract';

/** One program as a source tells of it. What it does not say is left out, never guessed. */
export interface FoundProgram {
  name: string;
  levelOfCare: string;
  minAge?: number | null;
  maxAge?: number | null;
  sexes?: string[];
  populations?: string[];
  languages?: string[];
  methadone?: MoudStance;
  buprenorphine?: MoudStance;
  naltrexone?: MoudStance;
  selfPay?: boolean;
  slidingScale?: boolean;
  stateFunded?: boolean;
  privateInsurance?: boolean;
  requirements?: string[];
  description?: string | null;
  /** Payers that a source names without a company: Medicaid is that of the facility's state. */
  publicPayers?: PublicPayer[];
}
export type PublicPayer = 'medicaid' | 'medicare' | 'ihs';

/** One facility as a source tells of it, tidied. Null: the source does not say. */
export interface FoundFacility {
  /** Its place in the source, counted from 1. */
  row: number;
  /** What the source calls it. */
  ref: string | null;
  organisation: string | null;
  name: string;
  otherNames: string[];
  addressLine: string | null;
  city: string | null;
  state: string | null;
  zip: string | null;
  phone: string | null;
  website: string | null;
  npi: string | null;
  latitude: number | null;
  longitude: number | null;
  description: string | null;
  programs: FoundProgram[];
  licences: LicenceKind[];
  /** What was wrong or odd, in sentences; what could be mended was. */
  problems: string[];
}

/** The texts of a facility as a source has them, by what they are. */
export interface RawFacility {
  ref?: unknown;
  organisation?: unknown;
  name?: unknown;
  otherName?: unknown;
  addressLine?: unknown;
  addressLine2?: unknown;
  city?: unknown;
  state?: unknown;
  zip?: unknown;
  phone?: unknown;
  website?: unknown;
  npi?: unknown;
  latitude?: unknown;
  longitude?: unknown;
  description?: unknown;
}
