import type { PlanType } from '#contract';
import type { PayerOnShelf } from '../finder/payer-shelf.js';

/** Whom the law sees behind a card; each has its own page of what is generally true. */
export const GUIDES = [
  'insurer',
  'self_funded',
  'network',
  'carve_out',
  'assistance',
  'marketplace',
  'medicaid',
  'medicare',
  'tricare',
  'va',
  'tribal',
  'uninsured',
  'unknown',
] as const;
export type Guide = (typeof GUIDES)[number];

const OF_PLAN: Partial<Record<PlanType, Guide>> = {
  medicaid: 'medicaid',
  medicare: 'medicare',
  medicare_advantage: 'medicare',
  tricare: 'tricare',
  va: 'va',
  tribal: 'tribal',
  marketplace: 'marketplace',
  self_pay: 'uninsured',
  sliding_scale: 'uninsured',
  scholarship: 'uninsured',
  state_funded: 'uninsured',
};

/** The plan's kind decides where it was said, because one company sells many; else what the payer is. */
export function guideOf(
  payer: Pick<PayerOnShelf, 'kind' | 'name' | 'state' | 'selfFunded'> | undefined,
  planType?: PlanType,
): Guide {
  const ofPlan = planType && OF_PLAN[planType];
  if (ofPlan) return ofPlan;
  if (!payer) return 'unknown';
  switch (payer.kind) {
    case 'rental_network':
      return 'network';
    case 'behavioral_carve_out':
      return 'carve_out';
    case 'employee_assistance':
      return 'assistance';
    case 'administrator':
      return 'self_funded';
    case 'public':
      return publicGuide(payer);
    default:
      return payer.selfFunded ? 'self_funded' : 'insurer';
  }
}

/** Public payers are told apart by the name everybody knows them by; those of a state are its Medicaid. */
function publicGuide({ name, state }: { name: string; state: string | null }): Guide {
  if (/\bmedicare\b/i.test(name)) return 'medicare';
  if (/tricare/i.test(name)) return 'tricare';
  if (/\bva\b|veterans/i.test(name)) return 'va';
  if (/indian health|tribal/i.test(name)) return 'tribal';
  return state || /medicaid/i.test(name) ? 'medicaid' : 'unknown';
}
