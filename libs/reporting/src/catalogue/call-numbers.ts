import { define, type Definition, type Written } from './definition.js';
import { POPULATION_SLICES } from './slices.js';

const COUNTED = 'Calls of leads closed as duplicate, spam, wrong number, vendor or job seeker.';
const TYPED = 'Calls that were only typed in.';
const SLICES = POPULATION_SLICES.call.filter((slice) => slice !== 'outcome');

type WrittenOfCalls = Omit<Written<'call'>, 'population' | 'slices'> &
  Partial<Pick<Definition, 'slices'>>;

function ofCalls(written: WrittenOfCalls): Definition {
  return define<'call'>({ ...written, population: 'call', slices: written.slices ?? SLICES });
}

const INBOUND = [{ column: 'inbound', is: true }] as const;
const CAME_IN = ['call.direction', 'call.started_at'];
const MISSED = ['call.outcome', 'call.voicemail', 'call.answered_at'];

export const CALL_NUMBERS: readonly Definition[] = [
  ofCalls({
    name: 'inbound_calls',
    label: 'Calls in',
    sentence: 'Calls that came in, whatever became of them.',
    formula: 'inbound calls of the period',
    unit: 'count',
    scope: INBOUND,
    exclusions: [COUNTED],
    sources: CAME_IN,
    slices: POPULATION_SLICES.call,
    version: 1,
  }),
  ofCalls({
    name: 'missed_calls',
    label: 'Missed calls',
    sentence:
      'The share of calls in that no human took within 30 seconds, that were given up, or that went to voicemail.',
    formula: 'inbound calls with no human within 30 s, or abandoned, or voicemail ÷ inbound calls',
    unit: 'share',
    scope: INBOUND,
    of: [],
    having: [{ column: 'missed', is: true }],
    exclusions: [COUNTED],
    sources: [...CAME_IN, ...MISSED],
    slices: POPULATION_SLICES.call,
    version: 1,
  }),
  ofCalls({
    name: 'missed_recovered',
    label: 'Missed calls recovered',
    sentence:
      'The share of missed calls after which somebody spoke with the person within 15 minutes.',
    formula: 'missed calls with a live conversation within 15 min ÷ missed calls',
    unit: 'share',
    scope: INBOUND,
    of: [{ column: 'missed', is: true }],
    having: [{ column: 'recovered', is: true }],
    exclusions: [COUNTED],
    sources: [...CAME_IN, ...MISSED, 'call.disposition', 'call.lead_id'],
    version: 1,
  }),
  ofCalls({
    name: 'abandoned_rate',
    label: 'Abandoned',
    sentence: 'The share of calls in that the caller ended before a human took them.',
    formula: 'inbound calls ended by the caller before a human ÷ inbound calls',
    unit: 'share',
    scope: INBOUND,
    of: [],
    having: [{ column: 'abandoned', is: true }],
    exclusions: [COUNTED],
    sources: [...CAME_IN, 'call.outcome'],
    version: 1,
  }),
  ofCalls({
    name: 'answered_rate',
    label: 'Answered',
    sentence:
      'The share of calls in that a human took within 30 seconds: all that were not missed.',
    formula: 'inbound calls that are not missed ÷ inbound calls',
    unit: 'share',
    scope: INBOUND,
    of: [],
    having: [{ column: 'missed', is: false }],
    exclusions: [COUNTED],
    sources: [...CAME_IN, ...MISSED],
    version: 1,
  }),
  ofCalls({
    name: 'attempts',
    label: 'Attempts',
    sentence: 'Calls out, as the telephone company counts them.',
    formula: 'outbound calls of the period',
    unit: 'count',
    having: [{ column: 'attempt', is: true }],
    exclusions: [COUNTED, TYPED],
    sources: ['call.direction', 'call.provider', 'call.started_at'],
    version: 1,
  }),
  ofCalls({
    name: 'conversations',
    label: 'Conversations',
    sentence: 'Calls in which a human of ours spoke with a person.',
    formula: 'calls of the period with a live conversation',
    unit: 'count',
    having: [{ column: 'conversation', is: true }],
    exclusions: [COUNTED],
    sources: ['call.outcome', 'call.disposition', 'call.voicemail'],
    version: 1,
  }),
  ofCalls({
    name: 'talk_time',
    label: 'Talk time',
    sentence: 'Time in conversation, as the telephone company counts it.',
    formula: 'sum of the talk time of the conversations of the period',
    unit: 'seconds',
    having: [{ column: 'conversation', is: true }],
    added: 'talk_seconds',
    exclusions: [COUNTED, TYPED],
    sources: ['call.talk_seconds', 'call.provider'],
    version: 1,
  }),
];
