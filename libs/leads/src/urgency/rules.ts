import type { Urgency } from '#contract';
import {
  CHEST_PAIN,
  CHILD_AT_RISK,
  CONFUSION,
  HALLUCINATIONS,
  JUST_RELEASED,
  NOT_BREATHING,
  OVERDOSE,
  PREGNANT,
  SEDATIVE_ADULTERANT,
  SEIZURE,
  STOPPING,
  SUICIDE,
  UNRESPONSIVE,
  VIOLENCE,
  WITHDRAWAL_DANGER_BEFORE,
} from './danger-phrases.js';
import { says } from './phrases.js';
import { type AnsweredRisk, SCREENER_RULES } from './screener-rules.js';
import { asWord, DANGEROUS_TO_STOP, substanceCodes } from './substances.js';

/** What is known of a request when its urgency is worked out. Everything may be missing. */
export interface TriageFacts {
  /** The answer to "is someone in danger right now?". */
  danger?: boolean | null | undefined;
  /** As typed or as codes. */
  substances?: readonly string[] | null | undefined;
  when?: string | null | undefined;
  age?: number | null | undefined;
  pregnant?: string | null | undefined;
  message?: string | null | undefined;
  forWhom?: string | null | undefined;
  /** A code of INQUIRY_KINDS. */
  kind?: string | null | undefined;
  /** Risks somebody said yes to when asked. */
  answered?: readonly AnsweredRisk[] | null | undefined;
}

/** One rule: data with a stable id, the level it gives, and the words that explain it. */
export interface UrgencyRule {
  readonly id: string;
  readonly urgency: Urgency;
  readonly because: string;
  readonly fires: (facts: TriageFacts) => boolean;
}

/** Raised with every change of a rule or a phrase; stored with each urgency. */
export const URGENCY_RULES_VERSION = 2;

const text = (facts: TriageFacts) => [facts.message ?? '', ...(facts.substances ?? [])].join('\n');
const message = (facts: TriageFacts) => facts.message ?? '';

/** Substances whose sudden stop is dangerous that the request names, in the list or in the message. */
export function dangerousToStop(facts: TriageFacts): string[] {
  const codes: string[] = substanceCodes(facts.substances ?? []);
  return DANGEROUS_TO_STOP.filter(
    ({ code, word }) =>
      (code !== 'other_sedatives' && codes.includes(code)) ||
      asWord(word ?? code).test(text(facts)),
  ).map(({ code }) => code);
}

const information = (facts: TriageFacts) => facts.kind === 'coverage_question';

/** The order is that of the reasons shown; which level wins does not depend on it. */
export const URGENCY_RULES: readonly UrgencyRule[] = [
  {
    id: 'danger.said',
    urgency: 'P0',
    because: 'They said that someone is in danger right now.',
    fires: (f) => f.danger === true,
  },
  {
    id: 'danger.overdose',
    urgency: 'P0',
    because: 'The message speaks of an overdose.',
    fires: (f) => says(OVERDOSE, message(f)) === 'now',
  },
  {
    id: 'danger.unresponsive',
    urgency: 'P0',
    because: 'The message says that someone is unresponsive.',
    fires: (f) => says(UNRESPONSIVE, message(f)) === 'now',
  },
  {
    id: 'danger.breathing',
    urgency: 'P0',
    because: 'The message speaks of trouble breathing.',
    fires: (f) => says(NOT_BREATHING, message(f)) === 'now',
  },
  {
    id: 'danger.chest_pain',
    urgency: 'P0',
    because: 'The message speaks of chest pain.',
    fires: (f) => says(CHEST_PAIN, message(f)) === 'now',
  },
  {
    id: 'danger.seizure',
    urgency: 'P0',
    because: 'The message speaks of a seizure.',
    fires: (f) => says(SEIZURE, message(f)) === 'now',
  },
  {
    id: 'danger.confusion',
    urgency: 'P0',
    because: 'The message speaks of severe confusion.',
    fires: (f) => says(CONFUSION, message(f)) === 'now',
  },
  {
    id: 'danger.hallucinations',
    urgency: 'P0',
    because: 'The message speaks of hallucinations.',
    fires: (f) => says(HALLUCINATIONS, message(f)) === 'now',
  },
  {
    id: 'danger.suicide',
    urgency: 'P0',
    because: 'The message speaks of suicide or self-harm.',
    fires: (f) => says(SUICIDE, message(f)) === 'now',
  },
  {
    id: 'danger.violence',
    urgency: 'P0',
    because: 'The message speaks of danger from another person.',
    fires: (f) => says(VIOLENCE, message(f)) === 'now',
  },
  {
    id: 'danger.child',
    urgency: 'P0',
    because: 'The message speaks of a child at risk.',
    fires: (f) => says(CHILD_AT_RISK, message(f)) === 'now',
  },
  ...SCREENER_RULES,
  {
    id: 'risk.stopping',
    urgency: 'P1',
    because: 'Stopping now a substance whose sudden stop can be dangerous.',
    fires: (f) =>
      dangerousToStop(f).length > 0 && (f.when === 'today' || says(STOPPING, message(f)) !== 'no'),
  },
  {
    id: 'risk.sedative_adulterant',
    urgency: 'P1',
    because: 'Exposure to xylazine or medetomidine.',
    fires: (f) => says(SEDATIVE_ADULTERANT, text(f)) !== 'no',
  },
  {
    id: 'risk.withdrawal_before',
    urgency: 'P1',
    because: 'An earlier seizure or delirium.',
    fires: (f) => says(WITHDRAWAL_DANGER_BEFORE, message(f)) !== 'no',
  },
  {
    id: 'risk.pregnant',
    urgency: 'P1',
    because: 'Pregnancy.',
    fires: (f) => f.pregnant === 'yes' || says(PREGNANT, message(f)) !== 'no',
  },
  {
    id: 'risk.over_65',
    urgency: 'P1',
    because: 'Older than 65.',
    fires: (f) => typeof f.age === 'number' && f.age > 65,
  },
  {
    id: 'risk.under_18',
    urgency: 'P1',
    because: 'Younger than 18.',
    fires: (f) => typeof f.age === 'number' && f.age < 18,
  },
  {
    id: 'risk.recent_overdose',
    urgency: 'P1',
    because: 'An overdose not long ago.',
    fires: (f) =>
      says(OVERDOSE, message(f)) === 'past' ||
      asWord('narcan(?:n?ed)?|naloxone|naloxona').test(message(f)),
  },
  {
    id: 'risk.just_released',
    urgency: 'P1',
    because: 'Just out of jail, prison or detox.',
    fires: (f) => says(JUST_RELEASED, message(f)) !== 'no',
  },
  {
    id: 'wish.now',
    urgency: 'P2',
    because: 'Wants help today or this week.',
    fires: (f) => f.when === 'today' || f.when === 'this_week',
  },
  {
    id: 'unknown.when',
    urgency: 'P2',
    because: 'They did not say when they want help.',
    fires: (f) => !f.when && !information(f),
  },
  {
    id: 'unknown.pregnant',
    urgency: 'P2',
    because: 'Pregnancy is not known.',
    fires: (f) => f.pregnant === 'unknown',
  },
  {
    id: 'wish.later',
    urgency: 'P3',
    because: 'Planning for later.',
    fires: (f) => f.when === 'later',
  },
  {
    id: 'wish.information',
    urgency: 'P3',
    because: 'A question about coverage.',
    fires: information,
  },
];
