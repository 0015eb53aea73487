import type { JudgedProgram, RankedProgram } from '#contract';
import { milesBetween } from './distance.js';
import type { PatientFacts, ProgramFacts } from './facts.js';
import { levelNeeded, levelSentence } from './levels.js';
import { paymentNote } from './rules/payment.rules.js';
import { minorNote } from './rules/person.rules.js';
import { travelNote } from './rules/place.rules.js';
import type { Finding, Given } from './rules/rule.js';
import { RULES, RULES_VERSION } from './rules/rules.js';

export interface MatchAnswer {
  readonly rulesVersion: number;
  /** What holds for all: which level counts, and what is not known of the patient. */
  readonly notes: readonly string[];
  readonly considered: number;
  /** How many were not excluded; `ranked` holds the first of them. */
  readonly open: number;
  readonly ranked: readonly RankedProgram[];
  /** The first, those with the fewest hurdles, of `considered - open`. */
  readonly excluded: readonly JudgedProgram[];
  /** How many each rule shuts out; one program may count for several. */
  readonly excludedBy: readonly { readonly rule: string; readonly count: number }[];
}

export interface Limits {
  readonly ranked: number;
  readonly excluded: number;
}

/** How many are explained and kept. */
export const LIMITS: Limits = { ranked: 100, excluded: 100 };

interface Weighed {
  readonly program: ProgramFacts;
  readonly miles: number | null;
  readonly findings: readonly Tagged[];
  readonly score: number;
  readonly hurdles: number;
  readonly asks: boolean;
}
interface Tagged {
  readonly rule: string;
  readonly finding: Finding;
}

/**
 * Ranks programs for a patient. The same facts and the same `now` give the same answer in the same order, whatever the
 * order the programs come in. Order: score, then those that fit before those to be asked, then nearness, then a draw by
 * lead and program, the same each time, that favours no facility by its name or age.
 */
export function matchPrograms(
  patient: PatientFacts,
  programs: readonly ProgramFacts[],
  now: Date,
  limits: Limits = LIMITS,
): MatchAnswer {
  const needed = levelNeeded(patient.level);
  const open: Weighed[] = [];
  const shut: Weighed[] = [];
  const excludedBy = new Map<string, number>();
  for (const program of programs) {
    const weighed = weigh(patient, program, { needed, now });
    if (weighed.hurdles === 0) open.push(weighed);
    else {
      shut.push(weighed);
      countHurdles(weighed, excludedBy);
    }
  }
  open.sort((one, other) => inOrder(one, other, patient.leadId));
  shut.sort((one, other) => one.hurdles - other.hurdles || inOrder(one, other, patient.leadId));
  return {
    rulesVersion: RULES_VERSION,
    notes: notesOf(patient),
    considered: programs.length,
    open: open.length,
    ranked: open
      .slice(0, limits.ranked)
      .map((weighed, index) => ({ rank: index + 1, ...explained(weighed) })),
    excluded: shut.slice(0, limits.excluded).map(explained),
    excludedBy: RULES.flatMap(({ id }) => {
      const count = excludedBy.get(id);
      return count ? [{ rule: id, count }] : [];
    }),
  };
}

/** One program alone, explained: for asking again whether it still fits. */
export function judgeProgram(
  patient: PatientFacts,
  program: ProgramFacts,
  now: Date,
): JudgedProgram {
  return explained(weigh(patient, program, { needed: levelNeeded(patient.level), now }));
}

/** What holds for the patient whatever the program. */
export function notesOf(patient: PatientFacts): string[] {
  const notes = [
    levelSentence(patient.level),
    minorNote(patient),
    paymentNote(patient),
    travelNote(patient),
    patient.age === null ? 'The age of the patient is not known.' : null,
  ];
  return notes.filter((note) => note !== null);
}

function weigh(
  patient: PatientFacts,
  program: ProgramFacts,
  { needed, now }: Pick<Given, 'needed' | 'now'>,
): Weighed {
  const miles = milesBetween(patient.place, program.place);
  const given = { needed, miles, now };
  const findings: Tagged[] = [];
  let score = 0;
  let hurdles = 0;
  let asks = false;
  for (const rule of RULES) {
    for (const finding of rule.judge(patient, program, given)) {
      findings.push({ rule: rule.id, finding });
      score += finding.points;
      if (finding.is === 'excludes') hurdles += 1;
      else if (finding.is === 'unknown' && rule.kind === 'hard') asks = true;
    }
  }
  return { program, miles, findings, score, hurdles, asks };
}

function countHurdles({ findings }: Weighed, counts: Map<string, number>): void {
  const rules = new Set<string>();
  for (const { rule, finding } of findings) if (finding.is === 'excludes') rules.add(rule);
  for (const rule of rules) counts.set(rule, (counts.get(rule) ?? 0) + 1);
}

function inOrder(one: Weighed, other: Weighed, leadId: string): number {
  return (
    other.score - one.score ||
    Number(one.asks) - Number(other.asks) ||
    tenths(one.miles) - tenths(other.miles) ||
    draw(leadId, one.program.id) - draw(leadId, other.program.id) ||
    (one.program.id < other.program.id ? -1 : 1)
  );
}

/** Tenths of a mile; what cannot be measured comes last. */
function tenths(miles: number | null): number {
  return miles === null ? Number.MAX_SAFE_INTEGER : Math.round(miles * 10);
}

/** A number of two texts, the same each time (FNV-1a, 32 bits). */
function draw(leadId: string, programId: string): number {
  let hash = 0x811c9dc5;
  const text = `${leadId}:${programId}`;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** Those that exclude first, then by weight. */
function explained({ program, miles, findings, score, hurdles, asks }: Weighed): JudgedProgram {
  const reasons = findings.map(({ rule, finding }) => ({
    rule,
    is: finding.is,
    points: finding.points,
    because: finding.because(),
    ...(finding.change ? { change: finding.change() } : {}),
  }));
  reasons.sort(
    (one, other) =>
      Number(other.is === 'excludes') - Number(one.is === 'excludes') ||
      Math.abs(other.points) - Math.abs(one.points),
  );
  const standing = hurdles > 0 ? 'excluded' : asks ? 'ask' : 'fits';
  return {
    programId: program.id,
    programName: program.name,
    facilityId: program.facilityId,
    facilityName: program.facilityName,
    standing,
    score,
    miles: miles === null ? null : Math.round(miles * 10) / 10,
    reasons,
  };
}
