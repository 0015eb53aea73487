import type { CallPermission } from '#consent';
import type { StatusAct } from '#contract';
import type { StatusRendering, StatusTexts, VisitorState } from '#inquiries';
import { dateFormat } from '#platform';
import { STATUS_WORDS, type StatusLanguage } from './status-texts.js';

/** What is known of a request when its status page is written. */
export interface StatusFacts {
  language: StatusLanguage;
  /** False: the request is about somebody else, whose ways are not this visitor's to follow. */
  ownRequest: boolean;
  /** Of a request about somebody else: that person has agreed that this visitor follows it. */
  shared: boolean;
  /** The request became a lead. */
  takenIn: boolean;
  receivedAt: Date;
  /** Somebody of ours has it. */
  assigned: boolean;
  firstAttemptAt: Date | null;
  firstContactAt: Date | null;
  /** Programs were looked for and found, or one was asked. */
  optionsAt: Date | null;
  /** A place has said yes. */
  arrangedAt: Date | null;
  /** The day they can come. */
  arrivalAt: Date | null;
  /** They are there. */
  arrived: boolean;
  closedAt: Date | null;
  /** When the first call is promised, while that promise runs. */
  callBy: Date | null;
  /** The call promised at a time of their choice, while it is to come. */
  callAt: Date | null;
  /** What this visitor has agreed to and not taken back, for this request. */
  consents: { call: CallPermission | null; sms: boolean; email: boolean };
  /** What they sent from this page, latest first. */
  answers: readonly { act: StatusAct; at: Date }[];
  timeZone: string;
  /** What their insurance answered, if they asked and it did. */
  coverageAnswer: Readonly<Record<StatusLanguage, readonly string[]>> | null;
}

/** What the visitor's own page says, in both languages. Names no substance, no treatment, no person. */
export function statusRendering(facts: StatusFacts, now: Date): StatusRendering {
  const state = visitorState(facts);
  const other = facts.language === 'en' ? 'es' : 'en';
  return {
    ...textsIn(facts.language, facts, state, now),
    state,
    language: facts.language,
    inOther: textsIn(other, facts, state, now),
    call: callToCome(facts, state, now),
    acts: actsFor(facts, state),
    updatedAt: now.toISOString(),
  };
}

/**
 * Someone who asked for another person learns that we have the request, and nothing of what came of it, unless the
 * patient agreed (docs/domain.md, "Person"). What they themselves asked for from this page they see, of course.
 */
export function visitorState(facts: StatusFacts): VisitorState {
  if (!facts.takenIn) return 'received';
  if (withdrew(facts)) return 'withdrawn';
  if (!follows(facts)) return 'received';
  // Arranged stays arranged: that a lead is closed afterwards is our bookkeeping.
  if (facts.arrangedAt) return 'arranged';
  if (facts.closedAt) return 'closed';
  if (facts.optionsAt) return 'options';
  if (facts.firstContactAt) return 'in_contact';
  if (facts.firstAttemptAt) return 'being_called';
  return facts.assigned ? 'assigned' : 'received';
}

/** What they can ask for now. Erasing is always theirs; after it, nothing else is left to ask for. */
export function actsFor(facts: StatusFacts, state: VisitorState): StatusAct[] {
  if (!facts.takenIn || asked(facts, 'erase')) return [];
  if (state === 'withdrawn') return ['erase'];
  if (state === 'closed' || facts.closedAt !== null) return ['stop', 'erase'];
  return ['time', 'number', 'card', 'stop', 'withdraw', 'erase'];
}

const follows = ({ ownRequest, shared }: StatusFacts) => ownRequest || shared;
const asked = ({ answers }: StatusFacts, act: StatusAct) => answers.some((one) => one.act === act);
/** States whose words speak of reaching the visitor. */
const REACHING: ReadonlySet<VisitorState> = new Set([
  'received',
  'assigned',
  'being_called',
  'in_contact',
  'options',
]);

/** They asked not to be contacted, and neither chose a time nor gave a number after it. */
function stopped({ answers }: StatusFacts, state: VisitorState): boolean {
  const last = answers.find(({ act }) => act === 'stop' || act === 'time' || act === 'number');
  return last?.act === 'stop' && REACHING.has(state);
}

const withdrew = (facts: StatusFacts) => asked(facts, 'withdraw') || asked(facts, 'erase');

function textsIn(
  language: StatusLanguage,
  facts: StatusFacts,
  state: VisitorState,
  now: Date,
): StatusTexts {
  const words = STATUS_WORDS[language];
  const { headline, paragraphs } = standsAt(language, facts, state);
  return {
    headline,
    promise: promiseOf(language, facts, state, now),
    paragraphs: [
      // What a plan says of a member is for the patient alone.
      ...(facts.ownRequest ? (facts.coverageAnswer?.[language] ?? []) : []),
      ...arrivalOf(language, facts, state),
      ...paragraphs,
      ...(follows(facts) ? [] : [words.notYours]),
    ],
    steps: follows(facts) && state !== 'withdrawn' ? stepsOf(language, facts, state) : [],
    agreed: facts.takenIn ? agreedTo(language, facts, state, now) : [],
    done: facts.answers.map(({ act, at }) => words.done[act](dayInWords(language, facts, at))),
  };
}

function standsAt(language: StatusLanguage, facts: StatusFacts, state: VisitorState) {
  const words = STATUS_WORDS[language];
  if (stopped(facts, state)) return words.stopped;
  return state === 'arranged' && facts.arrived ? words.arrived : words.states[state];
}

const WAY = ['received', 'assigned', 'being_called', 'options', 'arranged'] as const;

function stepsOf(
  language: StatusLanguage,
  facts: StatusFacts,
  state: VisitorState,
): StatusTexts['steps'] {
  const words = STATUS_WORDS[language];
  const reached: Record<(typeof WAY)[number], Date | boolean | null> = {
    received: facts.receivedAt,
    assigned: facts.assigned || facts.firstAttemptAt !== null,
    being_called: facts.firstAttemptAt,
    options: facts.optionsAt,
    arranged: facts.arrangedAt,
  };
  const here = state === 'in_contact' ? 'being_called' : state;
  const stands = WAY.findIndex((step) => step === here);
  // What was left out on the way is not ahead any more.
  const isShown = (step: (typeof WAY)[number], at: number) =>
    step === 'received' || reached[step] || (state !== 'closed' && at > stands);
  return WAY.filter(isShown).map((step) => {
    const at = reached[step];
    return {
      label: at ? words.steps[step].done : words.steps[step].ahead,
      at: at instanceof Date ? at.toISOString() : null,
      now: step === here,
    };
  });
}

function agreedTo(
  language: StatusLanguage,
  facts: StatusFacts,
  state: VisitorState,
  now: Date,
): string[] {
  const { agreed } = STATUS_WORDS[language];
  const { call, sms, email } = facts.consents;
  const chosen = callToCome(facts, state, now) ? [agreed.chosen] : [];
  const given = [
    ...(call === null ? chosen : [agreed[call]]),
    ...(sms ? [agreed.sms] : []),
    ...(email ? [agreed.email] : []),
  ];
  return given.length > 0 ? given : [agreed.nothing];
}

/** The call at the time they chose, while it is to come and they want it. */
function callToCome(
  facts: StatusFacts,
  state: VisitorState,
  now: Date,
): NonNullable<StatusRendering['call']> | null {
  const { callAt, timeZone } = facts;
  const over = state === 'closed' || state === 'withdrawn' || stopped(facts, state);
  return callAt && callAt > now && !over ? { at: callAt.toISOString(), zone: timeZone } : null;
}

/** What is promised, with the words that are true once its moment has passed: nobody may write the page anew by then. */
function promiseOf(
  language: StatusLanguage,
  facts: StatusFacts,
  state: VisitorState,
  now: Date,
): StatusTexts['promise'] {
  const { callAt, callBy } = facts;
  const words = STATUS_WORDS[language];
  if (callAt && callToCome(facts, state, now)) {
    const text = words.callAt(timeInWords(language, facts, callAt));
    return { text, until: callAt.toISOString(), after: words.callAtOver };
  }
  const waits = (state === 'received' || state === 'assigned') && !stopped(facts, state);
  if (!waits || !callBy) return null;
  const text = words.callBy(timeInWords(language, facts, callBy));
  return { text, until: callBy.toISOString(), after: words.late };
}

function arrivalOf(language: StatusLanguage, facts: StatusFacts, state: VisitorState): string[] {
  if (state !== 'arranged' || !facts.arrivalAt || facts.arrived) return [];
  // They may travel to another zone: ours for them is named.
  const day = formatOf(language, facts.timeZone, { ...DAY, timeZoneName: 'short' });
  return [STATUS_WORDS[language].arrival(day.format(facts.arrivalAt))];
}

const TIME = {
  weekday: 'long',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
} as const;
const DAY = {
  weekday: 'long',
  month: 'long',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
} as const;

function timeInWords(language: StatusLanguage, { timeZone }: StatusFacts, at: Date): string {
  return formatOf(language, timeZone, TIME).format(at);
}

function dayInWords(language: StatusLanguage, { timeZone }: StatusFacts, at: Date): string {
  return formatOf(language, timeZone, DAY).format(at);
}

function formatOf(
  language: StatusLanguage,
  timeZone: string,
  parts: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  return dateFormat(language === 'es' ? 'es-US' : 'en-US', { timeZone, ...parts });
}
