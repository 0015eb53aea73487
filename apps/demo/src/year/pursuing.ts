import type { Stage } from '#contract';
import { callIn, callOut } from './calls.js';
import { checkBenefits } from './benefits.js';
import { lose } from './losing.js';
import { addCoverage } from './opening.js';
import { place } from './placing.js';
import { callable, owner, writeNote } from './reaching.js';
import { LEVELS, LOST_AFTER_TALK } from './shape.js';
import { DAY, HOUR, MINUTE, type Telling } from './year.js';

/** What follows the first conversation, as far as this person gets. `spokeAt`: when it was over. */
export function pursue(t: Telling, spokeAt: number): void {
  if (spokeAt > t.until) return;
  if (t.random.chance(0.55)) writeNote(t, Math.min(spokeAt + MINUTE, t.until));
  const goesOn = 0.1 + 0.48 * t.quality * t.agent.skill;
  if (t.random.chance(goesOn)) advance(t, spokeAt + t.random.longTail(9, 0.9) * MINUTE);
  else lose(t, spokeAt + t.random.longTail(640, 1) * MINUTE, LOST_AFTER_TALK);
  if (t.lead.stage === 'closed') reopen(t);
}

/** From a conversation to a bed. */
function advance(t: Telling, at: number): void {
  const qualifiedAt = qualify(t, at);
  const coveredAt = qualifiedAt === null ? null : checkBenefits(t, qualifiedAt);
  if (coveredAt !== null) place(t, coveredAt);
}

/** Some come back to what they had given up: the lead is taken up where it was closed. */
function reopen(t: Telling): void {
  const { random, lead, until } = t;
  const closing = t.records.stage_change?.at(-1);
  const reason = String(lead.row.closed_reason);
  const wavers = ['not_ready', 'chose_another', 'long_term_nurture', 'distance'].includes(reason);
  if (!wavers || !random.chance(0.07) || !(closing?.at instanceof Date)) return;
  const at = callable(t, closing.at.getTime() + random.longTail(9, 0.7) * DAY);
  if (at + HOUR > until) return;
  lead.move(at, closing.from_stage as Stage, owner(t));
  callIn(t, at + MINUTE, 6, random.whole(200, 900), 'connected');
  if (lead.stage === 'contacted' && random.chance(0.6)) return advance(t, at + 20 * MINUTE);
  const again = at + 20 * MINUTE + random.longTail(3, 0.6) * DAY;
  if (again > until) return;
  lead.move(again, 'closed', owner(t), { reason, note: 'Thought it over once more.' });
}

/** What a program has to know is learnt. Gives when; null: the year is over. */
function qualify(t: Telling, at: number): number | null {
  const { lead, random, who, until } = t;
  if (at > until) return null;
  const level = random.weighted(LEVELS);
  const insured = who.payer !== null;
  if (insured && !t.records.coverage) addCoverage(t, at, null);
  const facts = {
    substances: who.substances,
    age: who.age,
    zip: who.place.zip,
    level_requested: level,
    payment: insured
      ? (lead.row.payment ?? 'coverage')
      : random.weighted({ self_pay: 30, state_funded: 58, scholarship: 12 }),
  };
  nameThePatient(t, at);
  lead.learn(
    at,
    facts,
    ['patientName', 'substances', 'age', 'levelRequested', 'payment'],
    owner(t),
  );
  lead.move(at, 'qualified', owner(t));
  if (!random.chance(0.035)) return at;
  return takeBack(t, at);
}

/** A stage that was entered too soon is undone, and entered when it is true. */
function takeBack(t: Telling, at: number): number | null {
  const { lead, random, until } = t;
  const undoneAt = at + random.whole(2, 45) * MINUTE;
  if (undoneAt > until) return null;
  lead.move(undoneAt, 'contacted', owner(t));
  const again = callable(t, undoneAt + random.longTail(9, 0.8) * HOUR);
  if (again + 30 * MINUTE > until) return null;
  callOut(t, again, 'connected', random.whole(120, 700));
  lead.move(again + 20 * MINUTE, 'qualified', owner(t));
  return again + 20 * MINUTE;
}

/** Whoever asked for somebody else had not said the name; now they do. */
function nameThePatient(t: Telling, at: number): void {
  const { who, random, patientId, records } = t;
  if (who.patient !== null) return;
  const person = records.person?.find(({ id }) => id === patientId);
  if (!person) return;
  const family = who.caller.split(' ').slice(1).join(' ');
  person.name_enc = `${random.pick(['Sam', 'Alex', 'Robin', 'Jamie', 'Casey', 'Jordan'])} ${family}`;
  person.version = 2;
  person.updated_at = new Date(at);
}
