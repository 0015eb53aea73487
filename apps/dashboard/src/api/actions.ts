import type {
  AssignmentInput,
  CallLogInput,
  CoverageInput,
  InquiryRow,
  LeadDetail,
  LeadsByDay,
  StageInput,
  StaffView,
  TaskView,
  TodayReport,
} from '#contract';
import { read, send } from './http-client';

const lead = (id: string, what: string) => `/api/leads/${encodeURIComponent(id)}/${what}`;
const task = (id: string, what: string) => `/api/tasks/${encodeURIComponent(id)}/${what}`;

/** The verbs of a lead. Each answers when it is committed. */
export const leadActions = {
  assign: (id: string, input: AssignmentInput) =>
    send<LeadDetail>('POST', lead(id, 'assignment'), input),
  changeStage: (id: string, input: StageInput) =>
    send<LeadDetail>('POST', lead(id, 'stage'), input),
  logCall: (id: string, input: CallLogInput) => send<unknown>('POST', lead(id, 'calls'), input),
  writeNote: (id: string, text: string) => send<unknown>('POST', lead(id, 'notes'), { text }),
  offerLowCost: (id: string, version: number, note: string) =>
    send<unknown>('POST', lead(id, 'low-cost-offer'), { version, note }),
  addCoverage: (id: string, input: Partial<CoverageInput>) =>
    send<unknown>('POST', lead(id, 'coverages'), input),
};

/** The verbs of a task. */
export const taskActions = {
  complete: (id: string, version: number) =>
    send<TaskView>('POST', task(id, 'completion'), { version }),
  drop: (id: string, version: number, reason: string) =>
    send<TaskView>('POST', task(id, 'drop'), { version, reason }),
};

/** Takes a quarantined inquiry in after all, or tries a failed one again. */
export const releaseInquiry = (id: string) =>
  send<InquiryRow>('POST', `/api/inquiries/${encodeURIComponent(id)}/release`, {});

/** Ends all sessions of a colleague and keeps them out, or lets them in again. */
export const setStaffStatus = (person: StaffView, status: 'disabled' | 'active') =>
  send<StaffView>(
    'POST',
    `/api/users/${encodeURIComponent(person.id)}/${status === 'disabled' ? 'disablement' : 'enablement'}`,
    {},
  );

/** Ends all sessions of a colleague, who may sign in again. */
export const signOutStaff = (person: StaffView) =>
  send<StaffView>('POST', `/api/users/${encodeURIComponent(person.id)}/sessions-ending`, {});

export const reports = {
  today: (signal?: AbortSignal) => read<TodayReport>('/api/reports/today', signal),
  leadsByDay: (days: number, signal?: AbortSignal) =>
    read<LeadsByDay>(`/api/reports/leads-by-day?days=${days}`, signal),
};

export const savePreference = (key: string, value: unknown) =>
  send<unknown>('PUT', `/api/me/preferences/${encodeURIComponent(key)}`, { value });
