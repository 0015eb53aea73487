import { useSyncExternalStore } from 'react';
import type { DialPermit, PhoneView } from '#contract';
import { sentenceOf } from '../api/refusal';
import { stillHere } from '../session/presence';
import { askPermit, saySomebodyIsHere, setLine } from './phone-api';
import { type CurrentCall, OFF, opened, over, type PhoneState, ringing } from './phone-state';
import type { SoftPhone, SoftPhoneEvent } from './soft-phone';

/** How often the desk hears that calls ring here; it forgets a page after a minute and a half. */
const SAY_EVERY_MS = 30_000;

let state: PhoneState = OFF;
let phone: SoftPhone | null = null;
let starting: Promise<SoftPhone> | null = null;
let saying: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function become(next: PhoneState): void {
  state = next;
  for (const listener of listeners) listener();
}

/** The phone of this page. */
export const usePhoneState = (): PhoneState =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );

/** From now on calls ring here, until they are switched off or the page is closed. */
export async function takeCalls(kind: PhoneView['kind']): Promise<void> {
  try {
    await started(kind);
    await setLine(true);
    become({ ...state, takes: true });
    clearInterval(saying);
    saying = setInterval(() => void sayReady(), SAY_EVERY_MS);
  } catch (cause) {
    fail(sentenceOf(cause));
  }
}

/** Calls ring elsewhere. A call that goes on goes on. */
export async function leaveCalls(): Promise<void> {
  clearInterval(saying);
  become({ ...state, takes: false });
  try {
    await setLine(false);
  } catch (cause) {
    become({ ...state, problem: sentenceOf(cause) });
  }
}

/** Calls a number of a lead, where the desk permits it. Throws its refusal. */
export async function dial(
  kind: PhoneView['kind'],
  { leadId, contactPointId }: { leadId: string; contactPointId: string },
): Promise<void> {
  if (state.call) throw new Error('Please end the call that goes on first.');
  const permit = await askPermit({ leadId, contactPointId });
  const line = await started(kind);
  const leg = await line.dial(permit);
  const call = dialled(permit, leg, leadId);
  become({ ...state, problem: null, ended: null, missed: null, call });
}

function dialled(
  { to, name }: DialPermit,
  leg: { legId: string; callSid: string | null },
  leadId: string,
) {
  return {
    ...leg,
    direction: 'out',
    phase: 'dialling',
    number: to,
    name,
    leadId,
    openSince: null,
    muted: false,
    asked: false,
  } as const;
}

export function answer(): void {
  const { call } = state;
  if (call?.phase === 'ringing') attempt(phone?.answer(call.legId));
}

export function hangUp(): void {
  const { call } = state;
  if (call) attempt(phone?.hangUp(call.legId));
}

export function toggleMute(): void {
  const { call } = state;
  if (call?.phase !== 'open') return;
  phone?.mute(call.legId, !call.muted);
  become({ ...state, call: { ...call, muted: !call.muted } });
}

/**
 * Whether nobody is to hear this microphone for now, whatever the colleague has chosen: while somebody is being put on
 * hold, they must not hear what is said next.
 */
export function hush(quiet: boolean): void {
  const { call } = state;
  if (call?.phase === 'open') phone?.mute(call.legId, quiet || call.muted);
}

/** Presses a key for a machine on the line. */
export function press(key: string): void {
  const { call } = state;
  if (call?.phase === 'open') phone?.press(call.legId, key);
}

/** A call that one had on another phone is over: what came of it is asked as of one had here. */
export const askWhatCame = (ended: CurrentCall): void => become({ ...state, ended });

export const forgetMissed = (): void => become({ ...state, missed: null });

/** Nobody asks any more what came of the last call. */
export const forgetEnded = (): void => become({ ...state, ended: null });

function attempt(work: Promise<void> | undefined): void {
  work?.catch((cause: unknown) => become({ ...state, problem: sentenceOf(cause) }));
}

/** The phone, started once; what it needs is loaded only now. */
function started(kind: PhoneView['kind']): Promise<SoftPhone> {
  starting ??= start(kind).catch((cause: unknown) => {
    starting = null;
    throw cause;
  });
  return starting;
}

async function start(kind: PhoneView['kind']): Promise<SoftPhone> {
  become({ ...state, line: 'starting', problem: null });
  const made = await make(kind);
  await made.register(hear);
  phone = made;
  become({ ...state, line: 'ready' });
  return made;
}

async function make(kind: PhoneView['kind']): Promise<SoftPhone> {
  if (kind === 'twilio') return new (await import('./twilio-soft-phone')).TwilioSoftPhone();
  return new (await import('./simulated-soft-phone')).SimulatedSoftPhone();
}

function hear(event: SoftPhoneEvent): void {
  switch (event.event) {
    case 'ringing':
      // A line that was started to dial rings no browser that did not ask for it.
      if (state.takes) become(ringing(state, event));
      return;
    case 'open':
      return become(opened(state, event, Date.now()));
    case 'over':
      return become(over(state, event));
    case 'failed':
      return fail(event.sentence);
  }
}

function fail(sentence: string): void {
  clearInterval(saying);
  phone?.close();
  phone = null;
  starting = null;
  become({ ...OFF, problem: sentence, ended: state.ended, missed: state.missed });
}

async function sayReady(): Promise<void> {
  try {
    await setLine(true);
    if (state.call?.phase !== 'open') return;
    stillHere();
    await saySomebodyIsHere();
  } catch (cause) {
    fail(sentenceOf(cause));
  }
}
