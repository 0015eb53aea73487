import type {
  ContactConsentInput,
  ContactPointAdd,
  ContactPointEdit,
  LeadContactAdd,
  LeadContactEdit,
  LeadDetail,
  PersonEdit,
  StatusSharingInput,
} from '#contract';
import type { z } from 'zod';
import { send } from '../api/http-client';

const contacts = (leadId: string) => `/api/leads/${encodeURIComponent(leadId)}/contacts`;
const one = (leadId: string, personId: string) =>
  `${contacts(leadId)}/${encodeURIComponent(personId)}`;

/** What is known of a person, as far as it is corrected here. */
export interface PersonRecord {
  id: string;
  version: number;
  name: string | null;
  birthDate: string | null;
  language: string;
}

/** What is done to the people around a lead. */
export const contactActions = {
  add: (leadId: string, contact: LeadContactAdd) =>
    send<LeadDetail>('POST', contacts(leadId), contact),
  edit: (leadId: string, personId: string, edit: LeadContactEdit) =>
    send<LeadDetail>('PUT', one(leadId, personId), edit),
  correct: (personId: string, edit: PersonEdit) =>
    send<PersonRecord>('PUT', `/api/people/${encodeURIComponent(personId)}`, edit),
  end: (leadId: string, personId: string, reason: string) =>
    send<LeadDetail>('POST', `${one(leadId, personId)}/end`, { reason }),
  share: (leadId: string, personId: string, decision: StatusSharingInput['decision']) =>
    send<LeadDetail>('POST', `${one(leadId, personId)}/status-sharing`, { decision }),
  addPoint: (leadId: string, personId: string, point: ContactPointAdd) =>
    send<LeadDetail>('POST', `${one(leadId, personId)}/points`, point),
  consent: (
    leadId: string,
    { personId, pointId }: { personId: string; pointId: string },
    input: ContactConsentInput,
  ) =>
    send<LeadDetail>(
      'POST',
      `${one(leadId, personId)}/points/${encodeURIComponent(pointId)}/consents`,
      input,
    ),
  editPoint: (
    leadId: string,
    personId: string,
    pointId: string,
    wishes: z.infer<typeof ContactPointEdit>,
  ) =>
    send<LeadDetail>(
      'PUT',
      `${one(leadId, personId)}/points/${encodeURIComponent(pointId)}`,
      wishes,
    ),
};
