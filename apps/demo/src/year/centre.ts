import type { WorkingTime } from '#content';
import type { FinancialTie, SourceCode } from '#contract';
import type { ProgramFacts } from '#matching';

/** When somebody works: from eight, from one, or through the night. */
export type Shift = 'day' | 'evening' | 'night';

/** Somebody who calls people. */
export interface Agent {
  id: string;
  teamId: string | null;
  /** Minutes until they make a first call, as a median in a quiet hour. */
  pace: number;
  /** How well they lead a conversation; 1 is as most do. */
  skill: number;
  shift: Shift;
  spanish: boolean;
}

/** A payer as people call it, and as the list has it. */
export interface CentrePayer {
  id: string;
  name: string;
  /** In people's own words. */
  said: string;
  planType: string;
  weight: number;
}

/** Where and with whom a made-up year happens: plain data, read once. Ids are those of the database it is written to. */
export interface Centre {
  organisation: {
    name: string;
    legalName: string;
    whoAnswers: string;
    whoPays: string;
    /** As people read it. */
    phone: string | null;
  };
  working: WorkingTime;
  /** The number of the first lead; the others follow. */
  firstNumber: number;
  sources: Readonly<
    Partial<Record<SourceCode, { id: string; trackingNumberId: string | null; phone: string }>>
  >;
  agents: readonly Agent[];
  /** Who checks benefits. */
  specialists: readonly string[];
  manager: string;
  payers: readonly CentrePayer[];
  programs: readonly CentreProgram[];
  /** ZIP code → its middle, degrees. */
  places: ReadonlyMap<string, { latitude: number; longitude: number }>;
}

/** A program with the beds it has; `facts.beds` and `facts.history` are those of the moment it is asked for. */
export interface CentreProgram {
  facts: ProgramFacts;
  city: string | null;
  /** Of its facility; told to patients, never to the matcher. */
  financialTie: FinancialTie;
  beds: number;
  /** How readily it takes people; 1 is as most do. */
  welcome: number;
  /** Minutes until somebody there looks at a referral, as a median. */
  pace: number;
  days: number;
}
