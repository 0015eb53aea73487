import type { ScreenerAnswers, ScreeningView } from '#contract';
import { read, send } from '../api/http-client';

export type Answer = ScreenerAnswers[string];
export type Patch = Record<string, Answer | null>;

const of = (leadId: string) => `/api/leads/${encodeURIComponent(leadId)}/screening`;

export const screeningKey = (leadId: string) => ['leads', 'screening', leadId];

/** The answers of one lead's screening. */
export const screening = {
  read: (leadId: string, signal?: AbortSignal) => read<ScreeningView>(of(leadId), signal),
  /** Saves what was just typed; other answers stay, null takes one back. */
  save: (leadId: string, version: number, answers: Patch) =>
    send<ScreeningView>('PUT', of(leadId), { version, answers }),
  complete: (leadId: string, version: number) =>
    send<ScreeningView>('POST', `${of(leadId)}/completion`, { version }),
};
