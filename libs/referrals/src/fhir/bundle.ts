import { labelOf, LEVELS_OF_CARE, type ReferralState } from '#contract';
import type { PacketFacts } from '../packet/packet.js';
import type { Place } from '../places/places.js';

/** What an export is made of: only what the consent lets out (a section that is not let out is null). */
export interface FhirFacts {
  referralId: string;
  state: ReferralState;
  createdAt: Date;
  now: Date;
  urgency: string;
  place: Place;
  sender: { name: string; phone: string | null };
  patientId: string;
  identity: Pick<PacketFacts, 'name' | 'birthDate'> | null;
  contact: Pick<PacketFacts, 'phone' | 'email' | 'language'> | null;
  needs: Pick<PacketFacts, 'substances' | 'levelWanted'> | null;
  coverages: (PacketFacts['coverages'][number] & { id: string })[] | null;
  arrivalAt: Date | null;
  declineReason: string | null;
  consent: { id: string; signedAt: Date; expiresAt: Date } | null;
  substanceLabel(code: string): string;
}

/** A FHIR resource; the R4 profiles are checked in the tests against the definitions themselves. */
export interface Resource {
  resourceType: string;
  id: string;
  [field: string]: unknown;
}

/** A FHIR R4 Bundle of type `collection`. */
export interface Bundle {
  resourceType: 'Bundle';
  id: string;
  type: 'collection';
  timestamp: string;
  meta: unknown;
  entry: { fullUrl: string; resource: Resource }[];
}

/** Restricted, and under 42 CFR Part 2: whoever receives it reads it off every resource. */
const META = {
  security: [
    {
      system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality',
      code: 'R',
      display: 'restricted',
    },
    { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: '42CFRPart2' },
  ],
};

const REQUEST_STATUS: Readonly<Partial<Record<ReferralState, string>>> = {
  draft: 'draft',
  completed: 'completed',
  stepped_down: 'completed',
  left: 'completed',
  declined: 'revoked',
  withdrawn: 'revoked',
  turned_away: 'revoked',
};
const TASK_STATUS: Readonly<Record<ReferralState, string>> = {
  draft: 'draft',
  sent: 'requested',
  acknowledged: 'received',
  waitlisted: 'on-hold',
  accepted: 'accepted',
  pre_admission_screen: 'accepted',
  medically_cleared: 'accepted',
  scheduled: 'in-progress',
  no_show: 'failed',
  arrived: 'in-progress',
  admitted: 'completed',
  in_care_7: 'completed',
  in_care_30: 'completed',
  completed: 'completed',
  stepped_down: 'completed',
  left: 'completed',
  turned_away: 'rejected',
  declined: 'rejected',
  withdrawn: 'cancelled',
};
const PRIORITY: Readonly<Record<string, string>> = { P0: 'stat', P1: 'asap', P2: 'urgent' };

/** A referral as others' systems read it: FHIR R4, every reference within the bundle. */
export function referralBundle(facts: FhirFacts): Bundle {
  const resources = [
    patient(facts),
    sender(facts),
    facility(facts),
    service(facts),
    ...coverages(facts),
    ...consent(facts),
    request(facts),
    task(facts),
  ];
  return {
    resourceType: 'Bundle',
    id: facts.referralId,
    type: 'collection',
    timestamp: facts.now.toISOString(),
    meta: META,
    entry: resources.map((resource) => ({ fullUrl: `urn:uuid:${resource.id}`, resource })),
  };
}

const SENDER_ID = '6f2f0f0e-7d0c-4c59-9a55-3f0c6e1f5a01';

function ref(id: string): { reference: string } {
  return { reference: `urn:uuid:${id}` };
}

function patient({ patientId, identity, contact }: FhirFacts): Resource {
  const telecom = [
    ...(contact?.phone ? [{ system: 'phone', value: contact.phone }] : []),
    ...(contact?.email ? [{ system: 'email', value: contact.email }] : []),
  ];
  return {
    resourceType: 'Patient',
    id: patientId,
    meta: META,
    ...(identity?.name ? { name: [{ text: identity.name }] } : {}),
    ...(identity?.birthDate ? { birthDate: identity.birthDate } : {}),
    ...(telecom.length > 0 ? { telecom } : {}),
    ...(contact
      ? { communication: [{ language: { coding: [languageCoding(contact.language)] } }] }
      : {}),
  };
}

function languageCoding(language: string) {
  return { system: 'urn:ietf:bcp:47', code: language };
}

function sender({ sender: { name, phone } }: FhirFacts): Resource {
  return {
    resourceType: 'Organization',
    id: SENDER_ID,
    name,
    ...(phone ? { telecom: [{ system: 'phone', value: phone }] } : {}),
  };
}

function facility({ place }: FhirFacts): Resource {
  const [city, state] = place.place?.split(', ') ?? [];
  const address = {
    ...(place.addressLine ? { line: [place.addressLine] } : {}),
    ...(city ? { city } : {}),
    ...(state ? { state } : {}),
    ...(place.zip ? { postalCode: place.zip } : {}),
  };
  return {
    resourceType: 'Organization',
    id: place.facilityId,
    name: place.facilityName,
    ...(Object.keys(address).length > 0 ? { address: [address] } : {}),
    ...(place.phone ? { telecom: [{ system: 'phone', value: place.phone }] } : {}),
  };
}

function service({ place }: FhirFacts): Resource {
  return {
    resourceType: 'HealthcareService',
    id: place.programId,
    active: place.active,
    name: place.programName,
    providedBy: ref(place.facilityId),
    type: [{ text: labelOf(LEVELS_OF_CARE, place.levelOfCare) }],
  };
}

function coverages(facts: FhirFacts): Resource[] {
  return (facts.coverages ?? []).map((coverage, at) => ({
    resourceType: 'Coverage',
    id: coverage.id,
    meta: META,
    status: 'active',
    type: { text: coverage.planType },
    beneficiary: ref(facts.patientId),
    payor: [{ display: coverage.payer ?? 'unknown' }],
    order: at + 1,
    ...(coverage.memberId ? { subscriberId: coverage.memberId } : {}),
    ...(coverage.groupNumber
      ? {
          class: [
            {
              type: {
                coding: [
                  {
                    system: 'http://terminology.hl7.org/CodeSystem/coverage-class',
                    code: 'group',
                  },
                ],
              },
              value: coverage.groupNumber,
            },
          ],
        }
      : {}),
  }));
}

function consent(facts: FhirFacts): Resource[] {
  if (!facts.consent) return [];
  const { id, signedAt, expiresAt } = facts.consent;
  return [
    {
      resourceType: 'Consent',
      id,
      meta: META,
      status: 'active',
      scope: {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/consentscope',
            code: 'patient-privacy',
          },
        ],
      },
      category: [{ coding: [{ system: 'http://loinc.org', code: '59284-0' }] }],
      patient: ref(facts.patientId),
      dateTime: signedAt.toISOString(),
      organization: [ref(SENDER_ID)],
      policy: [
        { authority: 'https://www.hhs.gov', uri: 'https://www.ecfr.gov/current/title-42/part-2' },
      ],
      provision: {
        type: 'permit',
        period: { start: signedAt.toISOString(), end: expiresAt.toISOString() },
        actor: [
          {
            role: {
              coding: [
                {
                  system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType',
                  code: 'IRCP',
                },
              ],
            },
            reference: ref(facts.place.facilityId),
          },
        ],
        purpose: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'TREAT' }],
      },
    },
  ];
}

function request(facts: FhirFacts): Resource {
  const { needs, arrivalAt, state } = facts;
  const level = needs?.levelWanted ?? facts.place.levelOfCare;
  return {
    resourceType: 'ServiceRequest',
    id: facts.referralId,
    meta: META,
    status: REQUEST_STATUS[state] ?? 'active',
    intent: 'order',
    priority: PRIORITY[facts.urgency] ?? 'routine',
    code: { text: labelOf(LEVELS_OF_CARE, level) },
    subject: ref(facts.patientId),
    authoredOn: facts.createdAt.toISOString(),
    requester: ref(SENDER_ID),
    performer: [ref(facts.place.facilityId)],
    ...(arrivalAt ? { occurrenceDateTime: arrivalAt.toISOString() } : {}),
    ...(needs && needs.substances.length > 0
      ? { reasonCode: needs.substances.map((code) => ({ text: facts.substanceLabel(code) })) }
      : {}),
    ...(facts.coverages && facts.coverages.length > 0
      ? { insurance: facts.coverages.map(({ id }) => ref(id)) }
      : {}),
  };
}

/** Tracks the request at the facility; its id is made of the request's, so that exports agree. */
function task(facts: FhirFacts): Resource {
  const { referralId, state, declineReason, place } = facts;
  return {
    resourceType: 'Task',
    id: taskId(referralId),
    meta: META,
    status: TASK_STATUS[state],
    ...(declineReason ? { statusReason: { text: declineReason } } : {}),
    intent: 'order',
    code: {
      coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'fulfill' }],
    },
    focus: ref(referralId),
    for: ref(facts.patientId),
    authoredOn: facts.createdAt.toISOString(),
    lastModified: facts.now.toISOString(),
    requester: ref(SENDER_ID),
    owner: ref(place.facilityId),
  };
}

/** The referral's id with its last digit turned: another UUID, the same each time. */
function taskId(referralId: string): string {
  const last = Number.parseInt(referralId.slice(-1), 16);
  return `${referralId.slice(0, -1)}${((last + 8) % 16).toString(16)}`;
}
