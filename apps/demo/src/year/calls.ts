import { CALL_STATE_RANK, type CallState, callOutcome } from '#calls';
import type { CallDisposition } from '#contract';
import { LIVE_DISPOSITIONS } from '#contract';
import { clockDue } from '#leads';
import { type Actor, SYSTEM } from './lead-pen.js';
import { MINUTE, type Telling } from './year.js';

/** A call as telephony knows it; seconds. */
interface Rung {
  at: number;
  direction: 'inbound' | 'outbound';
  state: CallState;
  /** Until a human took it, or it was over. */
  ring: number;
  /** With a human. */
  talk: number;
  disposition: CallDisposition | null;
  staffId: string | null;
}

/** Somebody calls the person. Ends promises to, and moves a new lead along. True when they spoke. */
export function callOut(
  t: Telling,
  at: number,
  disposition: CallDisposition,
  talk: number,
  staffId = t.lead.owner,
): boolean {
  const live = LIVE_DISPOSITIONS.includes(disposition);
  const actor: Actor = staffId ? { kind: 'staff', id: staffId } : SYSTEM;
  const ring = t.random.whole(4, 26);
  const state = live ? 'answered' : 'unanswered';
  rang(t, { at, direction: 'outbound', state, ring, talk: live ? talk : 0, disposition, staffId });
  t.lead.attempted(at, actor);
  if (live) t.lead.spokenWith(at, actor);
  t.lead.settle(
    ['first_attempt', 'call_back', 'follow_up_call'],
    Math.min(at + MINUTE, t.until),
    actor,
  );
  return live;
}

/** The person calls and is answered. */
export function callIn(
  t: Telling,
  at: number,
  ring: number,
  talk: number,
  disposition: CallDisposition,
): void {
  const staffId = t.lead.owner;
  const actor: Actor = staffId ? { kind: 'staff', id: staffId } : SYSTEM;
  rang(t, { at, direction: 'inbound', state: 'answered', ring, talk, disposition, staffId });
  if (LIVE_DISPOSITIONS.includes(disposition)) t.lead.spokenWith(at + ring * 1000, actor);
}

/** The person calls and nobody takes it: they are promised to be called back. */
export function callMissed(t: Telling, at: number, voicemail: boolean): void {
  const { lead, random } = t;
  const gaveUp = !voicemail && random.chance(0.45);
  const state = voicemail ? 'voicemail' : gaveUp ? 'abandoned' : 'unanswered';
  const ring = gaveUp ? random.whole(3, 45) : random.whole(25, 60);
  const rung = {
    at,
    direction: 'inbound',
    state,
    ring,
    talk: 0,
    disposition: null,
    staffId: null,
  } as const;
  const callId = rang(t, rung);
  if (voicemail) {
    const payload = { callId, seconds: random.whole(8, 75) };
    lead.tell('voicemail.left', at + ring * 1000, payload, SYSTEM, callId);
  }
  const due = promisedAt(t, 'call_back', at + ring * 1000);
  lead.promise('call_back', callId, at + ring * 1000, due);
  const title = voicemail
    ? 'Call back: they left a voicemail'
    : 'Call back: they were not answered';
  lead.task(
    at + ring * 1000,
    { kind: 'call_back', title, due, origin: `call_back:call:${callId}` },
    SYSTEM,
  );
}

/** When a promise of the house is due. */
export function promisedAt(
  { year, lead }: Telling,
  kind: 'first_attempt' | 'call_back' | 'benefit_check' | 'referral_acknowledged',
  from: number,
): number {
  return clockDue(kind, lead.urgency, new Date(from), year.centre.working).getTime();
}

function rang(t: Telling, call: Rung): string {
  const { at, direction, state, disposition, staffId } = call;
  const left = Math.max(0, Math.floor((t.until - at) / 1000));
  const ring = Math.min(call.ring, left);
  const talk = Math.min(call.talk, left - ring);
  const human = state === 'answered';
  const over = at + (ring + talk) * 1000;
  const id = t.lead.add('call', at, {
    provider: direction === 'inbound' ? 'callrail' : 'twilio',
    provider_call_id: '',
    direction,
    state,
    state_rank: CALL_STATE_RANK[state],
    outcome: callOutcome({ state }),
    contact_point_id: t.phonePointId,
    tracking_number_id: direction === 'inbound' ? (t.lead.row.tracking_number_id ?? null) : null,
    started_at: new Date(at),
    answered_at: human ? new Date(at + ring * 1000) : null,
    ended_at: new Date(over),
    duration_seconds: ring + talk,
    talk_seconds: human ? talk : null,
    voicemail: state === 'voicemail',
    disposition,
    staff_id: staffId,
    version: 1,
    created_at: new Date(at),
    updated_at: new Date(over),
  });
  const row = t.records.call?.at(-1);
  if (row) row.provider_call_id = `year-${id}`;
  const payload = {
    callId: id,
    direction,
    outcome: direction === 'inbound' ? callOutcome({ state }) : null,
    disposition,
    seconds: ring + talk,
  };
  const actor: Actor = staffId ? { kind: 'staff', id: staffId } : SYSTEM;
  t.lead.tell('call.recorded', at, payload, actor, id);
  return id;
}
