import { con, NOTHING, open, type Rule, shut } from './rule.js';

const DAY_MS = 86_400_000;
export const EXPIRES_SOON_DAYS = 30;
/** Older words about a program count less. */
const OLD_DAYS = 180;

export const openRule: Rule = {
  id: 'open',
  kind: 'hard',
  title: 'Takes referrals',
  says: 'A program, or a facility, that is switched off in the directory is excluded.',
  asking() {
    return ({ active }) => (active ? NOTHING : SWITCHED_OFF);
  },
};

const SWITCHED_OFF = shut(
  () => 'Is switched off in our directory.',
  () => 'The facility says that it takes patients again.',
);

const NO_LICENCE = open(4, () => 'No licence of it is written down here.');
const RAN_OUT = shut(
  ({ licence }) => `Its licence ran out on ${licence.validUntil}.`,
  () => 'A licence that is valid is written down.',
);
const RUNS_OUT = con(2, ({ licence }) => `Its licence runs out on ${licence.validUntil}.`);

export const licenceRule: Rule = {
  id: 'licence',
  kind: 'hard',
  title: 'Licence',
  says: `A facility whose state licence has run out is excluded. Where none is written down, or it runs out within ${EXPIRES_SOON_DAYS} days, that is said.`,
  asking(_patient, { today, soon }) {
    return ({ licence: { known, validUntil } }) => {
      if (!known) return NO_LICENCE;
      if (validUntil === null) return NOTHING;
      if (validUntil < today) return RAN_OUT;
      return validUntil > soon ? NOTHING : RUNS_OUT;
    };
  },
};

export const freshnessRule: Rule = {
  id: 'freshness',
  kind: 'soft',
  title: 'Age of what is known',
  says: `What nobody confirmed for ${OLD_DAYS} days counts less.`,
  asking(_patient, { now }) {
    const old = con(4, ({ saidAt }) => ageSentence(saidAt, now));
    const nobodySaid = open(4, ({ saidAt }) => ageSentence(saidAt, now));
    return ({ saidAt }) => {
      if (saidAt === null) return nobodySaid;
      return daysOld(saidAt, now) > OLD_DAYS ? old : NOTHING;
    };
  },
};

function daysOld(saidAt: Date, now: Date): number {
  return Math.floor((now.getTime() - saidAt.getTime()) / DAY_MS);
}

function ageSentence(saidAt: Date | null, now: Date): string {
  return saidAt === null
    ? 'Nobody said when any of this was last true.'
    : `Nobody confirmed any of this for ${daysOld(saidAt, now)} days.`;
}
