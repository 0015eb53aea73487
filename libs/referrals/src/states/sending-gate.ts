import type { ReferralPolicy, ReferralState, Stage } from '#contract';
import { STAGES } from '#contract';
import { isOnTheWay } from './transitions.js';

/** What decides whether a referral may be sent, beside the consent. */
export interface SendingFacts {
  state: ReferralState;
  leadStage: Stage;
  policy: ReferralPolicy;
  /** States of the lead's other referrals. */
  others: readonly ReferralState[];
  /** The patient was shown who we are, who pays, and any tie the directory has between this facility and us (rule R14). */
  statementShown: boolean;
  /** What the consent lacks (rule R10); empty when it covers this. */
  consentLacks: readonly string[];
  /** Of a medical emergency; it stands in for the consent (42 CFR 2.51), never for the rest. */
  emergency: boolean;
  /** The program is still in the directory and takes people. */
  programActive: boolean;
}

/** What is missing before a referral can be sent, in words for whoever asks; empty: it can. */
export function sendingNeeds(facts: SendingFacts): string[] {
  if (facts.state !== 'draft') return ['a draft: this one was sent already'];
  const needs: string[] = [];
  if (facts.leadStage === 'closed') needs.push('an open lead');
  else if (STAGES.indexOf(facts.leadStage) < STAGES.indexOf('matched')) {
    needs.push('a lead that was matched');
  }
  if (!facts.programActive) needs.push('a program that is still active');
  if (!facts.statementShown) {
    needs.push('the patient to be shown who we are and who pays');
  }
  if (!facts.emergency) needs.push(...facts.consentLacks);
  if (facts.policy === 'one_by_one' && facts.others.some(isOnTheWay)) {
    needs.push('the other facility to answer first: we ask one at a time');
  }
  return needs;
}
