import {
  labelOf,
  TRANSPORT_PAYERS,
  TRANSPORT_WAYS,
  TransportPlan,
  TRAVEL_ANSWERS,
} from '#contract';
import type { Vault } from '#vault';
import type { ReferralEntity } from './entities/referral.entity.js';
import type { PacketLine } from './packet/packet.js';
import { seals } from './seals.js';

/** A plan of which nothing is known yet. */
export const NO_TRANSPORT: TransportPlan = {
  way: null,
  paidBy: null,
  leavesAt: null,
  fitToTravel: 'unknown',
  escortNeeded: 'unknown',
  escort: null,
  medicinesPacked: 'unknown',
  idAtHand: 'unknown',
  note: null,
};

/** How somebody gets there, decrypted. */
export function transportOf(
  vault: Vault,
  { id, transportEnc }: Pick<ReferralEntity, 'id' | 'transportEnc'>,
): TransportPlan {
  if (transportEnc === null) return NO_TRANSPORT;
  return TransportPlan.parse(vault.decryptJson(seals.transport(id), transportEnc));
}

/** What a facility needs to know of it, in words; nothing of what nobody asked. */
export function travelLines(plan: TransportPlan): PacketLine[] {
  const said = (label: string, answer: TransportPlan['fitToTravel']): PacketLine[] =>
    answer === 'unknown' ? [] : [{ label, value: labelOf(TRAVEL_ANSWERS, answer) }];
  return [
    ...(plan.way ? [{ label: 'Comes by', value: labelOf(TRANSPORT_WAYS, plan.way) }] : []),
    ...(plan.paidBy ? [{ label: 'Paid by', value: labelOf(TRANSPORT_PAYERS, plan.paidBy) }] : []),
    ...(plan.leavesAt ? [{ label: 'Leaves', value: plan.leavesAt }] : []),
    ...said('Fit to travel', plan.fitToTravel),
    ...said('Needs an escort', plan.escortNeeded),
    ...(plan.escort ? [{ label: 'Escort', value: plan.escort }] : []),
    ...said('Medicines are packed', plan.medicinesPacked),
    ...said('Has an ID at hand', plan.idAtHand),
  ];
}
