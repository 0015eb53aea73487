import type {
  DuplicateCandidate,
  DuplicateQuery,
  LeadDetail,
  MergeInput,
  MergePreview,
  MergeView,
  PossibleMatchView,
} from '#contract';
import { read, send } from '../api/http-client';

const lead = (id: string, what: string) => `/api/leads/${encodeURIComponent(id)}/${what}`;

export const merging = {
  preview: (keptId: string, otherId: string, signal?: AbortSignal) =>
    read<MergePreview>(
      `${lead(keptId, 'merge-preview')}?otherLeadId=${encodeURIComponent(otherId)}`,
      signal,
    ),
  merge: (keptId: string, input: MergeInput) =>
    send<LeadDetail>('POST', lead(keptId, 'merges'), input),
  undo: (mergeId: string) =>
    send<MergeView>('POST', `/api/merges/${encodeURIComponent(mergeId)}/undo`, {}),
  dismiss: (matchId: string) =>
    send<PossibleMatchView>(
      'POST',
      `/api/possible-matches/${encodeURIComponent(matchId)}/dismissal`,
      {},
    ),
  duplicates: (query: DuplicateQuery) =>
    send<DuplicateCandidate[]>('POST', '/api/leads/duplicates', query),
};
