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
  judge(_patient, { active }) {
    if (active) return NOTHING;
    return [
      shut(
        () => 'Is switched off in our directory.',
        () => 'The facility says that it takes patients again.',
      ),
    ];
  },
};

const NO_LICENCE = [open(4, () => 'No licence of it is written down here.')];

export const licenceRule: Rule = {
  id: 'licence',
  kind: 'hard',
  title: 'Licence',
  says: `A facility whose state licence has run out is excluded. Where none is written down, or it runs out within ${EXPIRES_SOON_DAYS} days, that is said.`,
  judge(_patient, { licence }, { today, soon }) {
    if (!licence.known) return NO_LICENCE;
    const { validUntil } = licence;
    if (validUntil === null) return NOTHING;
    if (validUntil < today) {
      return [
        shut(
          () => `Its licence ran out on ${validUntil}.`,
          () => 'A licence that is valid is written down.',
        ),
      ];
    }
    return validUntil > soon ? NOTHING : [con(2, () => `Its licence runs out on ${validUntil}.`)];
  },
};

const NOBODY_SAID = [open(4, () => 'Nobody said when any of this was last true.')];

export const freshnessRule: Rule = {
  id: 'freshness',
  kind: 'soft',
  title: 'Age of what is known',
  says: `What nobody confirmed for ${OLD_DAYS} days counts less.`,
  judge(_patient, { saidAt }, { now }) {
    if (saidAt === null) return NOBODY_SAID;
    const days = Math.floor((now.getTime() - saidAt.getTime()) / DAY_MS);
    if (days <= OLD_DAYS) return NOTHING;
    return [con(4, () => `Nobody confirmed any of this for ${days} days.`)];
  },
};
