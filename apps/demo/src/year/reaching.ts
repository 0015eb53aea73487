import type { CallDisposition } from '#contract';
import { isOpen, nextOpening, partOfDay } from '#leads';
import { NOTES } from '../story/words.js';
import { agentFor } from './agents.js';
import { callIn, callMissed, callOut, promisedAt } from './calls.js';
import { type Actor, SYSTEM } from './lead-pen.js';
import type { Came } from './opening.js';
import { NOBODY } from './shape.js';
import { HOUR, MINUTE, type Telling } from './year.js';

/** From whom a lead was heard, and when that conversation was over; null: they were not reached, or it is closed. */
export type Spoken = number | null;

const NOT_REACHED = { no_answer: 55, left_message: 33, busy: 9, disconnected: 3 };
const PARTS = 3;
const TRIES = 6;

/** The way from a request to the first conversation, with all the calls it takes. */
export function reach(came: Came): Spoken {
  const { telling: t, kind } = came;
  const { lead, random, at, agent } = t;
  const to = { ownerId: agent.id, teamId: agent.teamId };
  lead.assign(at + 1200, to, 'rule', SYSTEM);
  if (kind === 'call') return answered(t, came.inquiryId);
  if (kind === 'missed_call' || kind === 'voicemail') callMissed(t, at, kind === 'voicemail');
  else promiseFirstCall(t, came.inquiryId);
  if (random.chance(0.025)) {
    const other = agentFor(random, t.year, at + HOUR, t.who.language);
    const given = { ownerId: other.id, teamId: other.teamId };
    lead.assign(at + 90_000, given, 'hand', { kind: 'staff', id: t.year.centre.manager });
  }
  return tries(t, firstTry(t, kind === 'missed_call' || kind === 'voicemail'));
}

/** Whoever has the lead. */
export function owner({ lead }: Telling): Actor {
  return lead.owner ? { kind: 'staff', id: lead.owner } : SYSTEM;
}

/** A later moment at which people are called: not before half past eight, not after eight in the evening. */
export function callable(t: Telling, at: number): number {
  const { time } = t.year;
  const hour = time.hour(at);
  return hour >= 9 && hour < 20 ? at : time.next(at, 9, t.random.whole(0, 110));
}

/** A colleague writes down what was said. */
export function writeNote(t: Telling, at: number): void {
  t.lead.tell('note.written', at, { text: t.random.pick(NOTES[t.who.language]) }, owner(t));
}

function answered(t: Telling, inquiryId: string): Spoken {
  const { lead, random, at } = t;
  lead.promise('first_attempt', inquiryId, at, promisedAt(t, 'first_attempt', at));
  const ring = Math.min(55, Math.round(random.longTail(9, 0.75)) + 1);
  if (random.chance(0.075)) return nobody(t, at, 'in');
  const talk = random.whole(160, 2100);
  callIn(t, at, ring, talk, random.chance(0.04) ? 'information_only' : 'connected');
  return at + (ring + talk) * 1000;
}

function promiseFirstCall(t: Telling, inquiryId: string): void {
  const { lead, at, who } = t;
  const due = promisedAt(t, 'first_attempt', at);
  lead.promise('first_attempt', inquiryId, at, due);
  const title = lead.urgency === 'P0' ? 'Danger now: call at once' : 'Make the first call';
  const origin = `first_attempt:inquiry:${inquiryId}`;
  if (who.phone) lead.task(at + 900, { kind: 'first_attempt', title, due, origin }, SYSTEM);
}

/** Whoever is in danger is called day and night; the others when the doors open. Mondays are slow. */
function firstTry(t: Telling, rang: boolean): number {
  const { at, random, year, lead, agent } = t;
  const { hours, timeZone } = year.centre.working;
  const pressing = lead.urgency === 'P0' || lead.urgency === 'P1';
  const now = new Date(at);
  const opens = pressing || isOpen(now, hours, timeZone) ? now : nextOpening(now, hours, timeZone);
  const start = random.chance(0.1) ? at : (opens ?? now).getTime();
  const waited = start > at ? random.whole(1, 40) : 0;
  const hour = year.time.hour(start);
  const rush = year.time.weekday(start) === 1 && hour >= 8 && hour < 14 ? 1.8 : 1;
  const night = hour < 7 || hour >= 22 ? 1.7 : 1;
  const median = agent.pace * rush * night * (pressing ? 0.6 : 1) * (rang ? 0.9 : 1);
  const forgotten = !pressing && random.chance(0.03) ? random.whole(3, 30) * 60 : 0;
  return start + (waited + forgotten + random.longTail(median, 0.85)) * MINUTE;
}

function tries(t: Telling, first: number): Spoken {
  const { random, lead, until, year } = t;
  const parts = new Set<string>();
  const most = random.whole(TRIES, 9);
  for (let at = first, n = 0; at <= until; n += 1) {
    if (n === 0 && random.chance(0.055)) return nobody(t, at, 'out');
    const soon = at - t.at < 6 * MINUTE ? 0.14 : 0;
    if (random.chance(Math.max(0.08, 0.25 + soon - n * 0.025) * t.agent.skill)) {
      const talk = random.whole(150, 2000);
      callOut(t, at, random.chance(0.03) ? 'refused' : 'connected', talk);
      return at + (talk + 20) * 1000;
    }
    callOut(t, at, random.weighted(NOT_REACHED), 0);
    parts.add(partOfDay(new Date(at), year.options.zone));
    if (n + 1 >= TRIES && parts.size >= PARTS && (n + 1 >= most || random.chance(0.5))) {
      return unreachable(t, at + random.whole(20, 90) * MINUTE);
    }
    // Some are not tried again for weeks, and are given up then.
    if (n + 1 >= 14) return null;
    at = callable(t, at + random.longTail(n === 0 ? 150 : 560, 0.7) * MINUTE);
    if (at <= until) lead.settle(['call_back'], at, owner(t));
  }
  return null;
}

function unreachable(t: Telling, at: number): null {
  if (at <= t.until) {
    t.lead.move(at, 'closed', owner(t), {
      reason: 'unreachable',
      note: 'Six tries and more; may call again any time.',
    });
  }
  return null;
}

/** It was no request for help at all. */
function nobody(t: Telling, at: number, way: 'in' | 'out'): null {
  const reason = t.random.weighted(NOBODY);
  const disposition: CallDisposition = reason;
  if (way === 'in') callIn(t, at, t.random.whole(4, 20), t.random.whole(10, 80), disposition);
  else callOut(t, at, disposition, t.random.whole(8, 60));
  const closedAt = at + 3 * MINUTE;
  if (closedAt <= t.until) t.lead.move(closedAt, 'closed', owner(t), { reason });
  return null;
}
