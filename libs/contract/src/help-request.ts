import { z } from 'zod';
import { codesOf, LANGUAGES, PLAN_TYPES, RELATIONSHIPS, WHEN_WANTED } from './picklists.js';
import { birthDate, moment, optionalText, typedText, yesNo } from './text.js';

/** A code of a list; spaces and hyphens count as underscores, so "this week" is `this_week`. */
function code<C extends string>(codes: [C, ...C[]], error: string) {
  return z.preprocess((value) => {
    if (value === null) return undefined;
    if (typeof value !== 'string') return value;
    const word = value
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_');
    return word === '' ? undefined : word;
  }, z.enum(codes, { error }).optional());
}

const age = z.preprocess((value) => {
  if (value === null || value === '') return undefined;
  return typeof value === 'string' && /^\s*\d{1,3}\s*$/.test(value) ? Number(value) : value;
}, z
  .number({ error: 'Please give the age as a number of years.' })
  .int({ error: 'Please give the age in whole years.' })
  .min(0, { error: 'Please give an age between 0 and 120.' })
  .max(120, { error: 'Please give an age between 0 and 120.' })
  .optional());

/** Yes, no, or "I don't know" (which is an answer of its own: unknown pregnancy raises the urgency). */
const yesNoUnknown = z.preprocess((value) => {
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (value === null) return undefined;
  if (typeof value !== 'string') return value;
  const word = value.trim().toLowerCase();
  if (word === 'true') return 'yes';
  if (word === 'false') return 'no';
  return word === '' ? undefined : word;
}, z.enum(['yes', 'no', 'unknown'], { error: 'Please answer yes, no or unknown.' }).optional());

const substances = z.preprocess((value) => {
  if (value === null || value === '') return undefined;
  const list = typeof value === 'string' ? value.split(',') : value;
  if (!Array.isArray(list)) return list;
  return list
    .map((item: unknown) => (typeof item === 'string' ? item.trim() : item))
    .filter((item) => item !== '');
}, z
  .array(typedText(60), { error: 'Please give the substances as a list.' })
  .max(30, { error: 'Please name at most 30 substances.' })
  .optional());

const emptyToUndefined = (value: unknown) =>
  value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value;

/** A number as people type it; whether it can be called is seen when it is read. */
export const contactPhone = typedText(40).refine(
  (text) => (text.match(/\d/g) ?? []).length >= 7 && (text.match(/\d/g) ?? []).length <= 20,
  { error: 'Please give a phone number with its area code, like 555 010 0199.' },
);

const phone = z.preprocess(emptyToUndefined, contactPhone.optional());

const email = z.preprocess(
  emptyToUndefined,
  typedText(254)
    .refine((text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text), {
      error: 'Please give an e-mail address like name@example.com.',
    })
    .optional(),
);

const zip = z.preprocess(
  emptyToUndefined,
  typedText(10)
    .regex(/^\d{5}(-?\d{4})?$/, { error: 'Please give a five-digit ZIP code.' })
    .optional(),
);

/** One of the offered call back times. What is none is left out: a time never costs anybody their request. */
const callBackAt = z.preprocess(emptyToUndefined, moment.optional()).catch(undefined);

/** Insurance as the visitor knows it; every field optional, none checked beyond its length. */
export const HelpRequestInsurance = z.object({
  payer: optionalText(120),
  planType: code(codesOf(PLAN_TYPES), 'Please choose a plan type from the list.'),
  memberId: optionalText(60),
  groupNumber: optionalText(60),
  subscriberName: optionalText(200),
  relationship: code(codesOf(RELATIONSHIPS), 'Please choose a relationship from the list.'),
});

/** SMS consent: the box as ticked, and the version of the wording the person saw beside it. */
export const HelpRequestConsent = z.object({ sms: yesNo, wording: optionalText(2000) });

/** How a person wants to hear what their insurance said. */
export const ANSWER_BY = ['phone', 'sms', 'email'] as const;
export type AnswerBy = (typeof ANSWER_BY)[number];

/**
 * A question whether an insurance covers treatment (`POST /insurance/check`): how the plan is to be asked, whether it may
 * be, in which words that was agreed to, and how the answer is to be told.
 */
export const CoverageCheckAsked = z.object({
  way: code(['person', 'electronic'], 'Please choose a person or electronically.'),
  answerBy: code([...ANSWER_BY], 'Please choose phone, text or e-mail.'),
  patientBorn: birthDate,
  payerConsent: yesNo,
  payerWording: optionalText(2000),
  /** On somebody else's policy: they were told that statements may go to the policyholder. */
  toldAboutStatements: yesNo,
});

/**
 * First and last touch, as the site noticed them: how they first came here, and how they came the time before they asked.
 * Referrers and landing paths are kept without their queries.
 */
export const Attribution = z.object({
  utmSource: optionalText(200),
  utmMedium: optionalText(200),
  utmCampaign: optionalText(200),
  gclid: optionalText(300),
  landingPath: optionalText(500),
  referrer: optionalText(500),
  lastUtmSource: optionalText(200),
  lastUtmMedium: optionalText(200),
  lastUtmCampaign: optionalText(200),
  lastGclid: optionalText(300),
  lastLandingPath: optionalText(500),
  lastReferrer: optionalText(500),
});
export type Attribution = z.infer<typeof Attribution>;

/**
 * A request for help: what `POST /api/help-requests` and `POST /get-started` take.
 * Smallest: a name and a phone, or a name and an e-mail. Unknown fields are dropped.
 */
export const HelpRequest = z
  .object({
    name: typedText(200).min(1, { error: 'Please tell us a name to ask for.' }),
    phone,
    email,
    danger: yesNo,
    substances,
    when: code(codesOf(WHEN_WANTED), 'Please choose today, this week or later.'),
    age,
    pregnant: yesNoUnknown,
    message: optionalText(5000),
    forWhom: code(['self', 'other'], 'Please choose: for myself, or for someone else.'),
    relationship: code(codesOf(RELATIONSHIPS), 'Please choose a relationship from the list.'),
    zip,
    language: code(codesOf(LANGUAGES), 'Please choose English or Spanish.'),
    safeToVoicemail: yesNo,
    safeToText: yesNo,
    preferredTime: optionalText(200),
    callBackAt,
    /** How they would rather be reached first. Texts need the consent beside it all the same. */
    contactBy: code(['call', 'text'], 'Please choose a call or a text.'),
    insurance: HelpRequestInsurance.optional(),
    consent: HelpRequestConsent.optional(),
    coverageCheck: CoverageCheckAsked.optional(),
    attribution: Attribution.optional(),
  })
  .superRefine((request, context) => {
    if (!request.phone && !request.email) {
      context.addIssue({
        code: 'custom',
        path: ['phone'],
        message: 'Please give a phone number or an e-mail address, so that we can reach you.',
      });
    }
  });
export type HelpRequest = z.infer<typeof HelpRequest>;

/** The answer to a help request: 202. `receipt` is the visitor's secret; `statusUrl` opens their own status page. */
export const HelpRequestReceipt = z.object({
  receipt: z.string(),
  statusUrl: z.string(),
  /** Of a request with a call back time: when we call; null: that time was not free, and we call as soon as we can. */
  callBackAt: z.iso.datetime().nullable().optional(),
});
export type HelpRequestReceipt = z.infer<typeof HelpRequestReceipt>;
