import { bedsRule } from './beds.rules.js';
import { levelRule, medicationRule } from './care.rules.js';
import { historyRule } from './history.rules.js';
import { paymentRule } from './payment.rules.js';
import { ageRule, populationRule, pregnancyRule, sexRule } from './person.rules.js';
import { travelRule } from './place.rules.js';
import type { Rule } from './rule.js';
import { freshnessRule, licenceRule, openRule } from './standing.rules.js';
import { exclusionsRule, offencesRule, requirementsRule } from './terms.rules.js';
import { languageRule, wishesRule } from './wishes.rules.js';

/** Raised with every change of a rule, of its points, or of how ties are broken; stored with each match. */
export const RULES_VERSION = 1;

/** Every rule, in the order reasons are read. */
export const RULES: readonly Rule[] = [
  openRule,
  levelRule,
  medicationRule,
  ageRule,
  sexRule,
  populationRule,
  pregnancyRule,
  offencesRule,
  exclusionsRule,
  requirementsRule,
  paymentRule,
  languageRule,
  travelRule,
  licenceRule,
  wishesRule,
  bedsRule,
  historyRule,
  freshnessRule,
];
