import { MatchWishes, type RankedProgram } from '#contract';
import {
  type MatchAnswer,
  matchPrograms,
  packPart,
  type PatientFacts,
  prefilterFor,
  type ProgramFacts,
} from '#matching';
import { minorConsent } from '#leads';
import { bedsAt } from './beds.js';
import type { CentreProgram } from './centre.js';
import { lose } from './losing.js';
import { owner } from './reaching.js';
import { refer } from './referring.js';
import { LOST_AFTER_TALK } from './shape.js';
import { addRow } from './tables.js';
import { MINUTE, type Telling } from './year.js';

/** How many facilities are asked, one after the other. */
const MOST_ASKED = 4;
const WISHES = MatchWishes.parse({});

/** A program is looked for by the house's own matcher, and asked; who is declined is asked for elsewhere. */
export function place(t: Telling, at: number): void {
  const { random, lead, until } = t;
  if (at > until) return;
  if (random.chance(0.24)) return lose(t, at + random.longTail(300, 1) * MINUTE, LOST_AFTER_TALK);
  const asked = ask(t, at);
  if (!asked)
    return lose(t, at + random.longTail(200, 0.9) * MINUTE, {
      no_bed: 5,
      level_of_care_mismatch: 3,
      distance: 2,
    });
  const tried = new Set<string>();
  let next: number | null = at + random.longTail(16, 0.8) * MINUTE;
  let after: string | null = null;
  while (next !== null && next <= until && tried.size < MOST_ASKED) {
    const program = choose(t, asked, tried);
    if (!program) break;
    pick(t, next, asked, program, tried);
    tried.add(program.programId);
    const to = programOf(t, program.programId);
    if (!to) return;
    const sent = refer(t, next + 4 * MINUTE, { to, matchId: asked.id, after });
    after = sent.id;
    next = sent.again;
    if (sent.over) return;
  }
  if (next === null || next > until || lead.stage === 'closed') return;
  lose(t, next + random.longTail(500, 0.9) * MINUTE, { no_bed: 6, chose_another: 3, not_ready: 2 });
}

interface Asked {
  id: string;
  ranked: readonly RankedProgram[];
}

/** Puts a match on record; null: no program could take them. */
function ask(t: Telling, at: number): Asked | null {
  const { lead, year } = t;
  const patient = patientOf(t);
  const { levels } = prefilterFor(patient);
  const programs = year.centre.programs.flatMap(({ facts }, index): ProgramFacts[] =>
    levels === null || levels.includes(facts.level)
      ? [{ ...facts, beds: bedsAt(year, index, at) }]
      : [],
  );
  const answer = matchPrograms(patient, programs, new Date(at));
  const place = year.centre.places.get(t.who.place.zip);
  const around = place ? { zip: t.who.place.zip, ...place } : null;
  const id = lead.add('match', at, {
    asked_by: lead.owner,
    asked_at: new Date(at),
    rules_version: answer.rulesVersion,
    considered: answer.considered,
    open: answer.open,
    inputs_enc: packPart({
      wishes: WISHES,
      patient,
      around,
      bounded: null,
      programs: explained(programs, answer),
    }),
    answer_enc: packPart(answer),
  });
  const [first] = answer.ranked;
  const named = first ? `${first.programName}, ${first.facilityName}` : null;
  const payload = { matchId: id, considered: answer.considered, open: answer.open, first: named };
  lead.tell('programs.matched', at, payload, owner(t), id);
  return answer.open === 0 ? null : { id, ranked: answer.ranked };
}

function explained(
  programs: readonly ProgramFacts[],
  { ranked, excluded }: MatchAnswer,
): ProgramFacts[] {
  const shown = new Set([...ranked, ...excluded].map(({ programId }) => programId));
  return programs.filter(({ id }) => shown.has(id));
}

/** The first that was not asked, mostly; sometimes the patient wants another. */
function choose(
  { random }: Telling,
  { ranked }: Asked,
  tried: ReadonlySet<string>,
): RankedProgram | undefined {
  const left = ranked.filter(({ programId }) => !tried.has(programId));
  return random.chance(0.09) ? (left[1] ?? left[0]) : left[0];
}

function pick(
  t: Telling,
  at: number,
  { id, ranked }: Asked,
  program: RankedProgram,
  tried: ReadonlySet<string>,
): void {
  const { lead, random } = t;
  const first = ranked.find(({ programId }) => !tried.has(programId));
  const pickId = lead.add('match_pick', at, {
    match_id: id,
    program_id: program.programId,
    rank: program.rank,
    picked_by: lead.owner,
    picked_at: new Date(at),
  });
  const override =
    first?.programId === program.programId
      ? null
      : {
          kind: random.weighted({ patient_choice: 6, first_full: 3, facility_said: 1 }),
          reason: 'Wants to be closer to the family.',
        };
  if (override) {
    addRow(t.records, 'match_override', {
      id: t.ids.at(at),
      pick_id: pickId,
      match_id: id,
      program_id: program.programId,
      kind: override.kind,
      reason_enc: override.reason,
      by: lead.owner,
      at: new Date(at),
    });
  }
  const payload = {
    matchId: id,
    programId: program.programId,
    program: program.programName,
    facility: program.facilityName,
    rank: program.rank,
    ...override,
  };
  lead.tell('program.picked', at, payload, owner(t), pickId);
  if (lead.stage === 'qualified' || lead.stage === 'verifying') lead.move(at, 'matched', owner(t));
}

function programOf({ year }: Telling, id: string): CentreProgram | undefined {
  return year.centre.programs.find(({ facts }) => facts.id === id);
}

/** What the matcher sees of this patient; money is not in it. */
function patientOf({ lead, who, year }: Telling): PatientFacts {
  const payment = String(lead.row.payment) as PatientFacts['payment'];
  const insured = payment === 'coverage' && who.payer;
  return {
    leadId: lead.id,
    level: { assessed: null, screened: null, requested: String(lead.row.level_requested) },
    age: who.age,
    sex: null,
    pregnant: who.pregnant === 'yes' ? true : who.pregnant === 'no' ? false : null,
    minor: minorConsent(who.age, who.place.state),
    guardianAgrees: null,
    payment,
    payers: insured
      ? [{ id: insured.id, name: insured.name, relatedIds: [], planType: insured.planType }]
      : [],
    substances: who.substances,
    medications: null,
    keepsMedication: null,
    conditions: {},
    language: who.language,
    languageNeeded: false,
    place: year.centre.places.get(who.place.zip) ?? null,
    state: who.place.state,
    travel: { willing: null, maxMiles: null },
    wishes: {
      populations: [],
      preferredFacilityIds: [],
      refusedFacilityIds: [],
      outOfNetwork: false,
    },
  };
}
