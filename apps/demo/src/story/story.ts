import type {
  CallDisposition,
  HelpRequest,
  SourceCode,
  Stage,
  Substance,
  Urgency,
} from '#contract';
import { type MadeUpPerson, madeUpPerson, relativeOf } from './people.js';
import type { Random } from './random.js';
import type { Text } from './texts.js';
import { MESSAGES, NOTES, PAYERS, SUBSTANCE_WEIGHTS } from './words.js';

/** How one person came and what staff did, as plain data; times are minutes after they asked for help. */
export interface Story {
  receivedAt: Date;
  way: 'form' | 'answered_call' | 'missed_call' | 'voicemail';
  source: SourceCode;
  campaign: string | null;
  person: MadeUpPerson;
  urgency: Urgency;
  request: HelpRequest;
  /** Which of the agents takes it (0-based); null: nobody has yet. */
  agent: number | null;
  calls: { after: number; disposition: CallDisposition; seconds: number }[];
  notes: { after: number; text: string }[];
  texts: Text[];
  stages: { after: number; stage: Stage }[];
  closed: { after: number; reason: string } | null;
}

/** How good the people are that each source sends: the chance that a conversation leads on. */
const SOURCES: Partial<
  Record<SourceCode, { weight: number; quality: number; campaigns: readonly string[] }>
> = {
  toll_free: { weight: 24, quality: 0.55, campaigns: [] },
  web_form: { weight: 20, quality: 0.5, campaigns: [] },
  paid_search: { weight: 22, quality: 0.38, campaigns: ['detox-near-me', 'brand', 'alcohol-help'] },
  organic_search: { weight: 14, quality: 0.52, campaigns: [] },
  directory: { weight: 8, quality: 0.3, campaigns: ['spring-listing'] },
  social: { weight: 6, quality: 0.22, campaigns: ['stories-of-recovery'] },
  hospital: { weight: 4, quality: 0.72, campaigns: [] },
  alumni: { weight: 2, quality: 0.8, campaigns: [] },
};

const WAY: Stage[] = ['contacted', 'qualified', 'verifying'];
const LOST = {
  not_ready: 24,
  no_coverage: 10,
  cost: 12,
  distance: 8,
  chose_another: 14,
  level_of_care_mismatch: 6,
  information_only: 16,
  family_only: 5,
  not_qualified: 5,
};
const NOBODY = { wrong_number: 4, spam: 5, vendor: 4, job_seeker: 3 };

/** Tells the story of the person who came at `receivedAt`; `serial` keeps numbers and addresses apart. */
export function tellStory(
  random: Random,
  serial: number,
  receivedAt: Date,
  now: Date,
  agents: number,
): Story {
  const person = madeUpPerson(random, serial);
  const urgency = random.weighted<Urgency>({ P0: 2, P1: 16, P2: 60, P3: 22 });
  const source = random.weighted(weights(SOURCES));
  const facts = SOURCES[source] ?? { quality: 0.4, campaigns: [] };
  const byPhone = source === 'toll_free' || random.chance(0.35);
  const story: Story = {
    receivedAt,
    way: byPhone ? random.weighted({ answered_call: 66, missed_call: 22, voicemail: 12 }) : 'form',
    source,
    campaign: facts.campaigns.length > 0 ? random.pick(facts.campaigns) : null,
    person,
    urgency,
    request: requestOf(random, person, urgency),
    agent: null,
    calls: [],
    notes: [],
    texts: [],
    stages: [],
    closed: null,
  };
  work(random, story, facts.quality, (now.getTime() - receivedAt.getTime()) / 60_000, agents);
  return story;
}

function requestOf(random: Random, person: MadeUpPerson, urgency: Urgency): HelpRequest {
  const forOther = random.chance(0.32);
  const payer = random.chance(0.62)
    ? random.weighted(Object.fromEntries(PAYERS.map((p) => [p.name, p.weight])))
    : null;
  const substance = random.weighted(SUBSTANCE_WEIGHTS as Record<Substance, number>);
  return {
    name: person.name,
    phone: person.phone,
    email: person.email ?? undefined,
    danger: urgency === 'P0',
    substances: random.chance(0.2) ? [substance, 'alcohol'] : [substance],
    when: urgency === 'P3' ? 'later' : random.chance(0.5) ? 'today' : 'this_week',
    age: urgency === 'P1' && random.chance(0.2) ? random.whole(16, 17) : random.whole(19, 61),
    message: random.pick(MESSAGES[urgency][person.language]),
    forWhom: forOther ? 'other' : 'self',
    relationship: forOther
      ? random.weighted({
          parent: 40,
          spouse: 20,
          partner: 12,
          sibling: 16,
          child: 8,
          friend: 4,
        })
      : undefined,
    zip: person.place.zip,
    language: person.language,
    safeToVoicemail: random.chance(0.7) ? true : random.chance(0.5) ? false : undefined,
    safeToText: random.chance(0.6) ? true : undefined,
    insurance: payer
      ? {
          payer,
          planType: PAYERS.find((p) => p.name === payer)?.planType as never,
          memberId: random.chance(0.6) ? `DEMO${random.whole(100_000, 999_999)}` : undefined,
          subscriberName: forOther ? relativeOf(person, random) : undefined,
          relationship: forOther ? 'parent' : 'self',
        }
      : undefined,
    consent: random.chance(0.58) ? { sms: true, wording: 'demo' } : undefined,
  };
}

/** What staff did in the minutes there have been until now. */
function work(
  random: Random,
  story: Story,
  quality: number,
  minutes: number,
  agents: number,
): void {
  const agent = random.whole(0, agents - 1);
  // Agents differ: the first is quick, the last takes his time.
  let after = random.longTail(2.2 + agent * 1.6, 0.9);
  if (after > minutes) return;
  story.agent = agent;
  if (random.chance(0.06)) {
    story.calls.push({ after, disposition: 'wrong_number', seconds: 14 });
    return close(story, after + 1, random.weighted(NOBODY), minutes);
  }
  const tries = random.chance(0.62) ? 1 : random.whole(2, 6);
  for (let attempt = 1; attempt < tries && after < minutes; attempt += 1) {
    story.calls.push({
      after,
      disposition: random.weighted({ no_answer: 6, left_message: 3, busy: 1 }),
      seconds: random.whole(0, 35),
    });
    after += random.longTail(220, 0.8);
  }
  if (after > minutes) return;
  if (random.chance(0.12)) return neverReached(story, after, minutes);
  story.calls.push({ after, disposition: 'connected', seconds: random.whole(180, 1900) });
  for (const stage of WAY) {
    if (after > minutes) return;
    story.stages.push({ after: after + 1, stage });
    if (random.chance(0.5))
      story.notes.push({ after: after + 2, text: random.pick(NOTES[story.person.language]) });
    if (!random.chance(Math.sqrt(quality))) {
      return close(story, after + random.longTail(900, 1), random.weighted(LOST), minutes);
    }
    after += random.longTail(stage === 'contacted' ? 25 : 240, 0.9);
  }
}

/** Hours after the first try: six tries in three parts of the day, before somebody gives up. */
const TRIES = [0, 5, 26, 51, 77, 103];

function neverReached(story: Story, first: number, minutes: number): void {
  for (const hours of TRIES) {
    const after = first + hours * 60;
    if (after < minutes) story.calls.push({ after, disposition: 'no_answer', seconds: 25 });
  }
  close(story, first + 104 * 60, 'unreachable', minutes);
}

function close(story: Story, after: number, reason: string, minutes: number): void {
  if (after <= minutes) story.closed = { after, reason };
}

function weights(sources: typeof SOURCES): Record<SourceCode, number> {
  const entries = Object.entries(sources).map(([code, source]) => [code, source?.weight ?? 0]);
  return Object.fromEntries(entries) as Record<SourceCode, number>;
}
