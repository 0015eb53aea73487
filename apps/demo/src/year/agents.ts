import type { Language } from '#contract';
import type { Random } from '../story/random.js';
import type { Agent, Shift } from './centre.js';
import type { Year } from './year.js';

/** Somebody who works at that hour; who speaks Spanish for who does, mostly. */
export function agentFor(
  random: Random,
  { centre, time }: Year,
  at: number,
  language: Language,
): Agent {
  const shift = shiftAt(random, time.hour(at));
  const there = centre.agents.filter((agent) => agent.shift === shift);
  const spanish = there.filter((agent) => agent.spanish);
  const able = language === 'es' && spanish.length > 0 && random.chance(0.9) ? spanish : there;
  return random.pick(able.length > 0 ? able : centre.agents);
}

function shiftAt(random: Random, hour: number): Shift {
  if (hour < 7 || hour >= 22) return 'night';
  if (hour < 13) return 'day';
  if (hour < 17) return random.chance(0.55) ? 'day' : 'evening';
  return 'evening';
}
