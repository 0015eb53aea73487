import { paymentOf } from '#insurance';
import { type LeadFacts, substanceCodes, type TriageFacts } from '#leads';
import type { Arrival } from './arrival.js';
import { saysSomething } from './given-coverage.js';

/** What the urgency is worked out from. */
export function triageFactsOf(arrival: Arrival): TriageFacts {
  const { danger, substances, when, age, pregnant, message, forWhom, kind } = arrival;
  return { danger, substances, when, age, pregnant, message, forWhom, kind };
}

/** What the lead keeps readable of the patient's situation. */
export function leadFactsOf(arrival: Arrival): LeadFacts {
  return {
    zip: arrival.zip,
    state: arrival.state,
    age: arrival.age,
    pregnant: arrival.pregnant,
    whenWanted: arrival.when,
    substances: substanceCodes(arrival.substances),
    payment:
      arrival.insurance && saysSomething(arrival.insurance)
        ? paymentOf(arrival.insurance.planType)
        : null,
  };
}
