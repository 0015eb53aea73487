import {
  type Attribution,
  type HelpRequest,
  type InquiryKind,
  type Relationship,
  type Language,
} from '#contract';
import type { HelpRequestEnvelope, InquiryEntity } from '#inquiries';
import { type ContactValue, type ContactWishes, normalisePhone, stateOfZip } from '#people';
import type { CallerInquiry } from './caller.js';
import { presentableName } from './presentable-name.js';

/** Whatever came in, in the one shape that the intake works on: normalised, nothing decided yet. */
export interface Arrival {
  inquiry: InquiryEntity;
  kind: InquiryKind;
  receivedAt: Date;
  language: Language;
  /** Who asked; the patient too, when they asked for themselves. */
  name: string | null;
  points: (ContactValue & ContactWishes)[];
  /** The phone cannot be a number; it is kept as it was typed. */
  unusablePhone: boolean;
  forWhom: 'self' | 'other';
  /** What the one who asked is to the patient. */
  relationship: Relationship;
  danger: boolean;
  substances: string[];
  when: HelpRequest['when'] | null;
  age: number | null;
  pregnant: HelpRequest['pregnant'] | null;
  message: string | null;
  /** They chose one of the offered call back times. */
  choseTime: boolean;
  zip: string | null;
  state: string | null;
  insurance: HelpRequest['insurance'] | null;
  /** How a plan is to be asked, and the answer told; of a question about coverage. */
  coverageCheck: HelpRequest['coverageCheck'] | null;
  /** Photos of an insurance card came with it. */
  cards: boolean;
  /** How they would rather be reached first. */
  contactBy: HelpRequest['contactBy'] | null;
  /** The wording beside the box they ticked; null: texts were not agreed to. */
  smsWording: string | null;
  /** What they wrote asks for no texts. */
  noTexts: boolean;
  /** Nobody vouches that it is from the address it says: it permits nothing. */
  unproven: boolean;
  attribution: Attribution | undefined;
  /** The number of ours they dialled, in E.164. */
  trackingPhone: string | null;
  /** Keyed digest of the address it came from; null: it says nothing. */
  from: string | null;
}

/** Ticked, but the wording did not travel with it (an older page, another program). */
const UNSAID_WORDING = 'Agreed to be texted about this request; the wording was not sent along.';

/** A form or JSON request as an arrival. */
export function arrivalOfRequest(inquiry: InquiryEntity, envelope: HelpRequestEnvelope): Arrival {
  const { request } = envelope;
  const wishes = {
    safeToVoicemail: request.safeToVoicemail,
    safeToText: request.safeToText,
    preferredTime: request.preferredTime,
  };
  const forOther = request.forWhom
    ? request.forWhom === 'other'
    : request.relationship !== undefined && request.relationship !== 'self';
  const zip = request.zip?.slice(0, 5) ?? null;
  const phone = request.phone === undefined ? null : normalisePhone(request.phone);
  return {
    inquiry,
    kind: inquiry.kind as InquiryKind,
    receivedAt: inquiry.receivedAt,
    language: request.language ?? 'en',
    name: presentableName(request.name) ?? null,
    points: [
      ...(request.phone
        ? [{ kind: 'phone' as const, value: phone ?? request.phone, ...wishes }]
        : []),
      ...(request.email
        ? [{ kind: 'email' as const, value: request.email, preferredTime: request.preferredTime }]
        : []),
    ],
    unusablePhone: request.phone !== undefined && phone === null,
    forWhom: forOther ? 'other' : 'self',
    relationship: forOther ? otherRelationship(request.relationship) : 'self',
    danger: request.danger ?? false,
    substances: [...new Set(request.substances ?? [])],
    when: request.when ?? null,
    age: request.age ?? null,
    pregnant: request.pregnant ?? null,
    message: request.message ?? null,
    choseTime: request.callBackAt !== undefined,
    zip,
    state: stateOfZip(zip),
    insurance: request.insurance ?? null,
    coverageCheck: request.coverageCheck ?? null,
    cards: (envelope.cards ?? []).length > 0,
    contactBy: request.contactBy ?? null,
    noTexts: false,
    unproven: false,
    smsWording: request.consent?.sms ? (request.consent.wording ?? UNSAID_WORDING) : null,
    attribution: request.attribution,
    trackingPhone: null,
    from: envelope.from ?? null,
  };
}

/** "For someone else" and "self" contradict each other; then we do not know what they are to them. */
function otherRelationship(given: Relationship | undefined): Relationship {
  return given === undefined || given === 'self' ? 'other' : given;
}

/** A call, a text or an advert's form as an arrival. */
export function arrivalOfCaller(caller: CallerInquiry): Arrival {
  const zip = caller.zip?.slice(0, 5) ?? null;
  return {
    inquiry: caller.inquiry,
    kind: caller.kind,
    receivedAt: caller.receivedAt,
    language: caller.language ?? 'en',
    name: presentableName(caller.name) ?? null,
    points: [
      ...(caller.phone ? [{ kind: 'phone' as const, value: caller.phone }] : []),
      ...(caller.email ? [{ kind: 'email' as const, value: caller.email }] : []),
    ],
    unusablePhone: caller.phone !== null && normalisePhone(caller.phone) === null,
    forWhom: 'self',
    relationship: 'self',
    danger: false,
    substances: [],
    when: null,
    age: null,
    pregnant: null,
    message: caller.message ?? null,
    choseTime: false,
    zip,
    state: stateOfZip(zip) ?? caller.state ?? null,
    insurance: null,
    coverageCheck: null,
    cards: false,
    contactBy: null,
    smsWording: null,
    noTexts: caller.noTexts ?? false,
    unproven: caller.unproven ?? false,
    attribution: undefined,
    trackingPhone: caller.trackingPhone,
    from: null,
  };
}
