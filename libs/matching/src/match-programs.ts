import { type JudgedProgram, type MatchReason, milesBetween, type RankedProgram } from '#contract';
import type { PatientFacts, ProgramFacts } from './facts.js';
import { levelNeeded, levelSentence } from './levels.js';
import { paymentNote } from './rules/payment.rules.js';
import { minorNote } from './rules/person.rules.js';
import { travelNote } from './rules/place.rules.js';
import type { Finding, Given, Judge, Miles, Rule } from './rules/rule.js';
import { EXPIRES_SOON_DAYS } from './rules/standing.rules.js';
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

/** What is kept of a program while they are ordered; reasons are made for those that are shown. */
interface Weighed {
  readonly program: ProgramFacts;
  readonly miles: Miles;
  readonly score: number;
  readonly hurdles: number;
  readonly asks: boolean;
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
  const asked = askedOf(patient, now);
  const open: Weighed[] = [];
  const shut: Weighed[] = [];
  for (const program of programs) {
    const miles = milesBetween(patient.place, program.place);
    const weighed = weigh(asked, program, miles);
    if (weighed.hurdles === 0) open.push(weighed);
    else shut.push(weighed);
  }
  const { leadId } = patient;
  const byOrder = (one: Weighed, other: Weighed) => inOrder(one, other, leadId);
  const ranked = firstOf(open, limits.ranked, byOrder);
  const excluded = firstOf(shut, limits.excluded, byOrder);
  return {
    rulesVersion: RULES_VERSION,
    notes: notesOf(patient),
    considered: programs.length,
    open: open.length,
    ranked: ranked.map((weighed, index) => ({ rank: index + 1, ...explained(asked, weighed) })),
    excluded: excluded.map((weighed) => explained(asked, weighed)),
    excludedBy: asked.flatMap(({ rule, shutOut }) =>
      shutOut > 0 ? [{ rule: rule.id, count: shutOut }] : [],
    ),
  };
}

/** One program alone, explained: for asking again whether it still fits. */
export function judgeProgram(
  patient: PatientFacts,
  program: ProgramFacts,
  now: Date,
): JudgedProgram {
  const asked = askedOf(patient, now);
  const miles = milesBetween(patient.place, program.place);
  return explained(asked, weigh(asked, program, miles));
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

/** A rule with what it makes of this patient. */
interface AskedRule {
  readonly rule: Rule;
  readonly hard: boolean;
  readonly judge: Judge;
  /** How many programs it has shut out so far. */
  shutOut: number;
}

/** A day of the United States ends last in Hawaii. */
const HAWAII_MS = -10 * 3_600_000;
const DAY_MS = 86_400_000;

/** The question: every rule, asked of this patient. */
function askedOf(patient: PatientFacts, now: Date): readonly AskedRule[] {
  const day = (ahead: number) =>
    new Date(now.getTime() + HAWAII_MS + ahead * DAY_MS).toISOString().slice(0, 10);
  const needed = levelNeeded(patient.level);
  const given: Given = { needed, now, today: day(0), soon: day(EXPIRES_SOON_DAYS) };
  return RULES.map((rule) => ({
    rule,
    hard: rule.kind === 'hard',
    judge: rule.asking(patient, given),
    shutOut: 0,
  }));
}

/** Adds up what the rules find, and counts with each rule whether it shuts the program out. */
function weigh(asked: readonly AskedRule[], program: ProgramFacts, miles: Miles): Weighed {
  let score = 0;
  let hurdles = 0;
  let asks = false;
  for (const rule of asked) {
    const before = hurdles;
    for (const finding of rule.judge(program, miles)) {
      score += finding.points;
      if (finding.is === 'excludes') hurdles += 1;
      else if (rule.hard && finding.is === 'unknown') asks = true;
    }
    if (hurdles > before) rule.shutOut += 1;
  }
  return { program, miles, score, hurdles, asks };
}

/**
 * The first of a list in an order that begins with hurdles and score. Those two are whole numbers: how many have each is
 * counted, and only who may be among the first is sorted.
 */
function firstOf(
  list: readonly Weighed[],
  limit: number,
  order: (one: Weighed, other: Weighed) => number,
): Weighed[] {
  const counts = new Map<number, number>();
  for (const weighed of list) {
    const place = placeOf(weighed);
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  let last = Number.NEGATIVE_INFINITY;
  let before = 0;
  for (const place of [...counts.keys()].sort((one, other) => one - other)) {
    if (before >= limit) break;
    last = place;
    before += counts.get(place) ?? 0;
  }
  return list
    .filter((weighed) => placeOf(weighed) <= last)
    .sort(order)
    .slice(0, limit);
}

/** Fewer hurdles come first, then the higher score; scores stay far below ten thousand. */
function placeOf({ hurdles, score }: Weighed): number {
  return hurdles * 10_000 - score;
}

function inOrder(one: Weighed, other: Weighed, leadId: string): number {
  return (
    one.hurdles - other.hurdles ||
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

/** The same with its reasons in words: those that exclude first, then by weight. */
function explained(asked: readonly AskedRule[], weighed: Weighed): JudgedProgram {
  const { program, miles, score, hurdles, asks } = weighed;
  const reasons = asked.flatMap(({ rule, judge }) =>
    judge(program, miles).map((finding) => reasonOf(rule.id, finding, weighed)),
  );
  reasons.sort(
    (one, other) =>
      Number(other.is === 'excludes') - Number(one.is === 'excludes') ||
      Math.abs(other.points) - Math.abs(one.points),
  );
  return {
    programId: program.id,
    programName: program.name,
    facilityId: program.facilityId,
    facilityName: program.facilityName,
    standing: hurdles > 0 ? 'excluded' : asks ? 'ask' : 'fits',
    score,
    miles: miles === null ? null : Math.round(miles * 10) / 10,
    reasons,
  };
}

function reasonOf(
  rule: string,
  { is, points, because, change }: Finding,
  { program, miles }: Weighed,
): MatchReason {
  return {
    rule,
    is,
    points,
    because: because(program, miles),
    ...(change ? { change: change(program, miles) } : {}),
  };
}
