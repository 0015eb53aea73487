import type { PayerRefusal } from '#contract';
import type { PayerError } from './answer.js';

/** What an AAA code means and what to do; `again`: the same question may be answered later. */
type Meaning = readonly [sentence: string, toDo: string, again?: 'again'];

const MEMBER = 'Compare member id, name and date of birth with the card, letter by letter.';
const PROVIDER = 'An administrator checks the provider (NPI and name) that asks for us.';
const CALL = 'Ask by phone.';
const LATER = 'Ask by phone, or electronically again later.';

/** AAA03, reject reason codes. Source: 005010X279A1, loops 2000A, 2100A–D, 2110C/D. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  '04': ['The payer lets us ask no more than so many at a time.', LATER, 'again'],
  '15': ['The payer needs more to know what is asked for.', CALL],
  '33': ['The payer could not read our question.', CALL],
  '35': ['The payer cannot answer for this kind of question.', CALL],
  '41': [
    'We are not registered with this payer.',
    'An administrator enrols us with the payer. Ask by phone until then.',
  ],
  '42': ['The payer’s system is down.', LATER, 'again'],
  '43': ['The payer does not know the provider that asks for us.', PROVIDER],
  '44': ['The payer knows the provider that asks for us by another name.', PROVIDER],
  '45': ['The payer needs the provider’s specialty.', PROVIDER],
  '46': ['The provider’s phone number is wrong.', PROVIDER],
  '47': ['The provider’s state is wrong.', PROVIDER],
  '48': ['The provider’s referral number is wrong.', PROVIDER],
  '49': ['The provider is not the patient’s primary care physician.', CALL],
  '50': [
    'The provider that asks for us may not ask this payer electronically.',
    'An administrator enrols it with the payer. Ask by phone until then.',
  ],
  '51': ['The provider that asks for us is not on file at the payer.', PROVIDER],
  '52': ['The service is not one that this provider gives.', CALL],
  '53': ['The payer cannot answer for the service that was asked for.', CALL],
  '54': ['The service was not understood.', CALL],
  '55': ['The product or plan code was not understood.', CALL],
  '56': ['The date that was asked for was not understood.', CALL],
  '57': ['The date of service was not understood.', CALL],
  '58': [
    'The date of birth is missing or wrong.',
    'Ask the person for their date of birth and write it on the coverage.',
  ],
  '60': ['The date of birth is after the date that was asked for.', 'Correct the date of birth.'],
  '61': [
    'The person died before the date that was asked for, says the payer.',
    'Make sure it is the right person, then ask by phone.',
  ],
  '62': ['The date is too far back for the payer.', CALL],
  '63': ['The date is too far ahead for the payer.', 'Ask again nearer to it.'],
  '64': ['The patient’s id is missing or wrong.', MEMBER],
  '65': ['The patient’s name is missing or wrong.', MEMBER],
  '66': ['The patient’s sex is missing or wrong.', CALL],
  '67': ['The payer does not know this patient.', MEMBER],
  '68': ['The payer has the patient’s id more than once.', 'Ask by phone which policy is meant.'],
  '69': ['The patient’s age does not go with the service.', CALL],
  '70': ['The patient’s sex does not go with the service.', CALL],
  '71': ['The date of birth is not the one the payer has.', 'Correct the date of birth.'],
  '72': ['The member id is missing or wrong.', MEMBER],
  '73': ['The policyholder’s name is missing or wrong.', MEMBER],
  '74': ['The policyholder’s sex is missing or wrong.', CALL],
  '75': ['The payer does not know this policyholder.', MEMBER],
  '76': ['The payer has this member id more than once.', 'Ask by phone which policy is meant.'],
  '77': [
    'The policyholder was found, but not this patient.',
    'Check whether the patient is on this policy, and their name and date of birth.',
  ],
  '78': [
    'The policyholder is not in the group or plan that was named.',
    'Compare the group number with the card.',
  ],
  '79': [
    'The payer’s electronic id is wrong.',
    'Correct the payer’s electronic id, or choose the right payer.',
  ],
  '80': ['The payer gave no answer in time.', LATER, 'again'],
  '97': ['Who asks is missing or wrong.', PROVIDER],
  '98': ['The experimental service was not understood.', CALL],
  AA: ['Authorization is needed before the payer answers.', CALL],
  E8: ['The payer needs a medical code to answer.', CALL],
  IA: ['The authorization number is wrong.', CALL],
  MA: ['The medical assistance number is missing.', CALL],
  T4: [
    'The payer’s name or id is missing.',
    'Correct the payer’s electronic id, or choose the right payer.',
  ],
};

/** AAA04 where the code alone does not say it: R and P allow the same question again. */
const AGAIN = new Set(['R', 'P']);
/** These last longer than any of our retries, whatever AAA04 allows. */
const NOT_SOON = new Set(['41', '43', '50', '51', '79']);

/** What a payer's refusal means and what to correct, in words. An unknown code says so. */
export function refusalOf({ code, followUp }: PayerError): PayerRefusal {
  const known = MEANINGS[code];
  const [sentence, toDo, again] = known ?? [
    `The payer refused with code ${code}, which we do not know.`,
    CALL,
  ];
  const allowed = again === 'again' || (AGAIN.has(followUp ?? '') && !NOT_SOON.has(code));
  return { code, sentence, toDo, again: allowed };
}
