import type { z } from 'zod';
import type {
  CadenceCreate,
  CadenceDetail,
  CadenceEdit,
  CadencePreview,
  CadenceStep,
  EnrolmentInput,
  LeadEnrolments,
} from '#contract';
import { read, send } from '../api/http-client';

const cadence = (id: string, what: string) => `/api/cadences/${encodeURIComponent(id)}/${what}`;
const ofLead = (leadId: string, what: string) => `/api/leads/${encodeURIComponent(leadId)}/${what}`;

/** The verbs of a follow-up plan. */
export const cadenceActions = {
  create: (input: z.input<typeof CadenceCreate>) =>
    send<CadenceDetail>('POST', '/api/cadences', input),
  edit: (id: string, input: z.input<typeof CadenceEdit>) =>
    send<CadenceDetail>('PUT', `/api/cadences/${encodeURIComponent(id)}`, input),
  activate: (id: string, version: number) =>
    send<CadenceDetail>('POST', cadence(id, 'activation'), { version }),
  retire: (id: string, version: number) =>
    send<CadenceDetail>('POST', cadence(id, 'retirement'), { version }),
  makeDefault: (id: string, version: number) =>
    send<CadenceDetail>('POST', cadence(id, 'default'), { version }),
};

/** What a plan would do for one lead: a saved one, or steps that are not saved yet. */
export const previews = {
  ofCadence: (leadId: string, cadenceId: string, signal?: AbortSignal) =>
    read<CadencePreview>(
      ofLead(leadId, `cadence-preview?cadence=${encodeURIComponent(cadenceId)}`),
      signal,
    ),
  ofSteps: (leadId: string, steps: readonly CadenceStep[]) =>
    send<CadencePreview>('POST', ofLead(leadId, 'cadence-preview'), { steps }),
};

/** The verbs of one lead on one plan. */
export const enrolmentActions = {
  begin: (leadId: string, input: z.input<typeof EnrolmentInput>) =>
    send<LeadEnrolments>('POST', ofLead(leadId, 'enrolment'), input),
  pause: (leadId: string, version: number, until: string | null, reason: string) =>
    send<LeadEnrolments>('POST', ofLead(leadId, 'enrolment/pausing'), { version, until, reason }),
  resume: (leadId: string, version: number) =>
    send<LeadEnrolments>('POST', ofLead(leadId, 'enrolment/resuming'), { version }),
  end: (leadId: string, version: number, reason: string) =>
    send<LeadEnrolments>('POST', ofLead(leadId, 'enrolment/ending'), { version, reason }),
};
