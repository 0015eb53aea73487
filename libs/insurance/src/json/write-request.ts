import type { EligibilityRequest, PersonAsked } from '../eligibility/request.js';

/** The body of `POST …/medicalnetwork/eligibility/v3` (Change Healthcare, Stedi) for one service type. */
export function jsonRequest(request: EligibilityRequest): Record<string, unknown> {
  return {
    controlNumber: String(controlOf(request.trace)).padStart(9, '0'),
    tradingPartnerServiceId: request.payerId,
    externalPatientId: request.trace,
    provider: { organizationName: request.provider.name, npi: request.provider.npi },
    subscriber: { ...personOf(request.subscriber), memberId: request.subscriber.memberId },
    ...(request.dependent ? { dependents: [personOf(request.dependent)] } : {}),
    encounter: {
      serviceTypeCodes: [request.serviceType],
      dateOfService: request.on.replaceAll('-', ''),
    },
  };
}

function personOf({ firstName, lastName, born }: PersonAsked) {
  return { firstName, lastName, ...(born ? { dateOfBirth: born.replaceAll('-', '') } : {}) };
}

function controlOf(trace: string): number {
  let number = 7;
  for (const character of trace) number = (number * 31 + character.charCodeAt(0)) % 999_999_937;
  return number + 1;
}
