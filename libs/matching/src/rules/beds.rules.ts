import { BED_FRESH_HOURS, BED_STALE_HOURS, bedTrust } from '#contract';
import type { BedFacts } from '../facts.js';
import { graded, open, type Rule, weighing, type Words } from './rule.js';

const HOUR_MS = 3_600_000;
const AT_AGEING_END = 0.4;
const POINTS = 20;

/**
 * How much a report still weighs, 1 to 0: whole while fresh, falling evenly to 0.4 while it ages, halved every three
 * days after that. It never grows with age.
 */
export function bedWeight(hours: number): number {
  if (hours < BED_FRESH_HOURS) return 1;
  if (hours < BED_STALE_HOURS) {
    const aged = (hours - BED_FRESH_HOURS) / (BED_STALE_HOURS - BED_FRESH_HOURS);
    return 1 - (1 - AT_AGEING_END) * aged;
  }
  return AT_AGEING_END * 2 ** (-(hours - BED_STALE_HOURS) / BED_STALE_HOURS);
}

export function hoursOld({ saidAt }: BedFacts, now: Date): number {
  return (now.getTime() - saidAt.getTime()) / HOUR_MS;
}

export const bedsRule: Rule = {
  id: 'beds',
  kind: 'soft',
  title: 'Beds',
  says: `Open beds speak for a program and none against it, ${POINTS} points at most. A report counts whole for ${BED_FRESH_HOURS} hours, falls until ${BED_STALE_HOURS}, and is stale after: it counts less and less, and has to be asked again. No report is neither.`,
  asking(_patient, { now }) {
    const words: Words = ({ beds }) => bedSentence(beds, now);
    const notReported = open(0, words);
    const recent = graded(POINTS, weighing(words));
    const stale = graded(POINTS, (points) => open(0 - points, words));
    return ({ beds }) => {
      if (beds === null) return notReported;
      const hours = hoursOld(beds, now);
      const weight = Math.round(POINTS * bedWeight(hours));
      const points = beds.open > 0 ? weight : 0 - weight;
      return hours < BED_STALE_HOURS ? recent(points) : stale(points);
    };
  },
};

function bedSentence(beds: BedFacts | null, now: Date): string {
  if (beds === null) return 'Nobody reported its beds.';
  const trust = bedTrust(beds.saidAt, now);
  const said = `${bedWords(beds.open)}, said ${agoWords(hoursOld(beds, now))} (${trust}).`;
  return trust === 'stale' ? `${said} Ask again.` : said;
}

function bedWords(beds: number): string {
  if (beds <= 0) return 'No bed open';
  return beds === 1 ? '1 bed open' : `${beds} beds open`;
}

function agoWords(hours: number): string {
  if (hours < 1) return 'within the hour';
  if (hours < 48) return `${Math.floor(hours)} ${hours < 2 ? 'hour' : 'hours'} ago`;
  return `${Math.floor(hours / 24)} days ago`;
}
