import type { PayerMergeView, PayerView } from '#contract';
import { read, send } from '../api/http-client';

const payer = (id: string, part = '') => `/api/payers/${encodeURIComponent(id)}${part}`;

/** The verbs of the list of payers. */
export const payerActions = {
  add: (input: Record<string, unknown>) => send<PayerView>('POST', '/api/payers', input),
  edit: (id: string, edit: Record<string, unknown> & { version: number }) =>
    send<PayerView>('PUT', payer(id), edit),
  merge: (id: string, version: number, intoId: string) =>
    send<PayerView>('POST', payer(id, '/merge'), { version, intoId }),
  undo: (mergeId: string) =>
    send<PayerView>('POST', `/api/payer-merges/${encodeURIComponent(mergeId)}/undo`, {}),
  merges: (id: string, signal?: AbortSignal) =>
    read<PayerMergeView[]>(payer(id, '/merges'), signal),
};
