import { z } from 'zod';

const text = z.string().nullish();
const date = z.record(z.string(), z.unknown()).nullish();
const contact = z
  .object({
    contacts: z.array(z.object({ communicationMode: text, communicationNumber: text })).nullish(),
  })
  .nullish();

const AaaError = z.object({ code: text, followupAction: text, location: text });
export type AaaError = z.infer<typeof AaaError>;

const WireMember = z.object({
  firstName: text,
  lastName: text,
  memberId: text,
  dateOfBirth: text,
  groupNumber: text,
  aaaErrors: z.array(AaaError).nullish(),
});
export type WireMember = z.infer<typeof WireMember>;

const RelatedEntity = z.object({
  entityIdentifier: text,
  entityName: text,
  entityFirstname: text,
  entityIdentificationValue: text,
  contactInformation: contact,
});
export type RelatedEntity = z.infer<typeof RelatedEntity>;

const WireBenefit = z.object({
  code: z.string(),
  coverageLevelCode: text,
  serviceTypeCodes: z.array(z.string()).nullish(),
  insuranceTypeCode: text,
  planCoverage: text,
  timeQualifierCode: text,
  benefitAmount: text,
  benefitPercent: text,
  quantityQualifierCode: text,
  benefitQuantity: text,
  authOrCertIndicator: text,
  inPlanNetworkIndicatorCode: text,
  additionalInformation: z.array(z.object({ description: text })).nullish(),
  benefitsRelatedEntity: RelatedEntity.nullish(),
  benefitsRelatedEntities: z.array(RelatedEntity).nullish(),
  eligibilityAdditionalInformationList: z
    .array(z.object({ codeListQualifierCode: text, industryCode: text }))
    .nullish(),
  benefitsDateInformation: date,
});
export type WireBenefit = z.infer<typeof WireBenefit>;

/**
 * The parts we use of an answer in the shape of Change Healthcare's medical-network eligibility v3, which
 * Stedi and others speak. Everything else is left unread; whatever is missing is not known.
 */
export const WireAnswer = z.object({
  payer: z
    .object({
      name: text,
      payorIdentification: text,
      contactInformation: contact,
      aaaErrors: z.array(AaaError).nullish(),
    })
    .nullish(),
  provider: z.object({ aaaErrors: z.array(AaaError).nullish() }).nullish(),
  subscriber: WireMember.nullish(),
  dependents: z.array(WireMember).nullish(),
  planDateInformation: date,
  benefitsInformation: z.array(WireBenefit).nullish(),
  errors: z.array(AaaError).nullish(),
});
export type WireAnswer = z.infer<typeof WireAnswer>;
