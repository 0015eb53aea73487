import type { FinancialTie, MoudStance, PayerNetwork, SaidBy } from '#contract';
import type { OtherPayment } from './asked.js';

/** What is public of a place. */
export interface ListedFacility {
  id: string;
  name: string;
  otherNames: string[];
  description: string | null;
  addressLine: string | null;
  city: string | null;
  state: string | null;
  zip: string | null;
  latitude: number | null;
  longitude: number | null;
  /** E.164. */
  phone: string | null;
  website: string | null;
  financialTie: FinancialTie;
  /** Who runs it; null: itself, as far as anybody said. */
  organisation: string | null;
  levels: string[];
  phoneSaidAt: Date | null;
  phoneSaidBy: SaidBy | null;
}

/** What is public of a program. */
export interface ListedProgram extends Record<OtherPayment, boolean> {
  id: string;
  name: string;
  level: string;
  minAge: number | null;
  maxAge: number | null;
  sexes: string[];
  populations: string[];
  languages: string[];
  description: string | null;
  methadone: MoudStance;
  buprenorphine: MoudStance;
  naltrexone: MoudStance;
  privateInsurance: boolean;
  payers: { name: string; network: PayerNetwork; saidAt: string }[];
}

/** Who said a field last, and when. */
export interface SaidField {
  recordKind: 'facility' | 'program';
  recordId: string;
  field: string;
  saidBy: SaidBy;
  saidAt: Date;
}
