import { HttpError } from 'react-admin';
import {
  type BenefitCheckRequest,
  type BenefitCheckView,
  type CardSide,
  type CheckResultInput,
  type CoverageEdit,
  type LeadDetail,
  MAX_FILE_BYTES,
  type PayerConsentInput,
} from '#contract';
import { read, send, sendFile } from '../api/http-client';

const leadPart = (id: string, part: string) => `/api/leads/${encodeURIComponent(id)}/${part}`;
const check = (id: string, part: string) => `/api/benefit-checks/${encodeURIComponent(id)}/${part}`;
const coverage = (id: string, part = '') => `/api/coverages/${encodeURIComponent(id)}${part}`;

/** What is done with a lead's insurance. Each answers when it is committed. */
export const coverageActions = {
  edit: (id: string, edit: CoverageEdit) => send<unknown>('PUT', coverage(id), edit),
  order: (leadId: string, coverageIds: readonly string[]) =>
    send<LeadDetail>('POST', leadPart(leadId, 'coverages/order'), { coverageIds }),
  consent: (leadId: string, input: PayerConsentInput) =>
    send<LeadDetail>('POST', leadPart(leadId, 'payer-consent'), input),
  removeCard: (id: string, side: CardSide) =>
    send<unknown>('POST', coverage(id, `/cards/${side}/removal`), {}),
};

/** The verbs of a benefit check. */
export const checkActions = {
  request: (leadId: string, input: BenefitCheckRequest) =>
    send<BenefitCheckView>('POST', leadPart(leadId, 'benefit-checks'), input),
  take: (id: string, version: number) =>
    send<BenefitCheckView>('POST', check(id, 'taking'), { version }),
  release: (id: string, version: number) =>
    send<BenefitCheckView>('POST', check(id, 'release'), { version }),
  ask: (id: string, version: number) =>
    send<BenefitCheckView>('POST', check(id, 'asking'), { version }),
  record: (id: string, input: CheckResultInput) =>
    send<BenefitCheckView>('POST', check(id, 'result'), input),
  cancel: (id: string, version: number, reason: string) =>
    send<BenefitCheckView>('POST', check(id, 'cancellation'), { version, reason }),
};

/** Whether the patient has agreed that we speak with their insurance. */
export const readConsent = (leadId: string, signal?: AbortSignal) =>
  read<{ stands: boolean }>(leadPart(leadId, 'payer-consent'), signal);

/** Where the picture of a side of a card is seen. */
export const cardAddress = (id: string, side: CardSide) => coverage(id, `/cards/${side}`);

/** Keeps a picture of a side of a card. Throws the desk's refusal; what is too large does not travel. */
export async function keepCard(id: string, side: CardSide, file: File): Promise<void> {
  if (file.size > MAX_FILE_BYTES) throw new HttpError('A picture may have at most 10 MB.', 413);
  await sendFile(cardAddress(id, side), file, file.name || `${side}.jpg`);
}
