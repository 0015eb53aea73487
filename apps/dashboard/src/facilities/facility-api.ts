import { useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import type {
  BedHoldView,
  BedReportInput,
  FacilityAccessMade,
  FacilityDetail,
  FacilityHistoryRow,
  FacilityMergeInput,
  FacilityMergePreview,
  FacilityMergeView,
  ProgramView,
} from '#contract';
import { read, send } from '../api/http-client';

const facility = (id: string, what = '') => `/api/facilities/${encodeURIComponent(id)}${what}`;
const part = (kind: string, id: string, what = '') =>
  `/api/${kind}/${encodeURIComponent(id)}${what}`;

/** Key of what was done to a facility. */
export const historyKey = (id: string) => ['facilities', 'history', id];

/** Key of the merges of a facility. */
export const mergesKey = (id: string) => ['facilities', 'merges', id];

/** Key of what merging one into another would do; not asked for again when that is done. */
export const mergePreviewKey = (keptId: string, mergedId: string) => [
  'facility-merge-preview',
  keptId,
  mergedId,
];

/** The verbs of a facility and of what stands around it. */
export const facilityActions = {
  add: (input: object) => send<FacilityDetail>('POST', '/api/facilities', input),
  edit: (id: string, input: object) => send<FacilityDetail>('PUT', facility(id), input),
  confirm: (id: string, input: object) =>
    send<FacilityDetail>('POST', facility(id, '/confirmation'), input),
  note: (id: string, body: string) =>
    send<FacilityDetail>('POST', facility(id, '/notes'), { body }),
  addProgram: (id: string, input: object) =>
    send<FacilityDetail>('POST', facility(id, '/programs'), input),
  editProgram: (id: string, input: object) => send<ProgramView>('PUT', part('programs', id), input),
  addContact: (id: string, input: object) =>
    send<FacilityDetail>('POST', facility(id, '/contacts'), input),
  editContact: (id: string, input: object) =>
    send<FacilityDetail>('PUT', part('facility-contacts', id), input),
  addLicence: (id: string, input: object) =>
    send<FacilityDetail>('POST', facility(id, '/licences'), input),
  editLicence: (id: string, input: object) =>
    send<FacilityDetail>('PUT', part('facility-licences', id), input),
  reportBeds: (programId: string, input: Partial<BedReportInput>) =>
    send<FacilityDetail>('POST', part('programs', programId, '/bed-reports'), input),
  askHold: (programId: string, input: { leadId: string; minutes: number }) =>
    send<BedHoldView>('POST', part('programs', programId, '/bed-holds'), input),
  answerHold: (id: string, input: object) =>
    send<BedHoldView>('POST', part('bed-holds', id, '/answer'), input),
  releaseHold: (id: string, version: number) =>
    send<BedHoldView>('POST', part('bed-holds', id, '/release'), { version }),
  makeLink: (id: string, days: number) =>
    send<FacilityAccessMade>('POST', facility(id, '/bed-links'), { days }),
  makeKey: (id: string, label: string) =>
    send<FacilityAccessMade>('POST', facility(id, '/api-keys'), { label }),
  revoke: (kind: 'link' | 'key', id: string) =>
    send<FacilityDetail>(
      'POST',
      part(kind === 'link' ? 'bed-links' : 'facility-keys', id, '/revocation'),
      {},
    ),
  merges: (id: string, signal?: AbortSignal) =>
    read<FacilityMergeView[]>(facility(id, '/merges'), signal),
  mergePreview: (keptId: string, otherId: string, signal?: AbortSignal) =>
    read<FacilityMergePreview>(
      facility(keptId, `/merge-preview?otherId=${encodeURIComponent(otherId)}`),
      signal,
    ),
  merge: (keptId: string, input: FacilityMergeInput) =>
    send<FacilityDetail>('POST', facility(keptId, '/merges'), input),
  undoMerge: (mergeId: string) =>
    send<FacilityMergeView[]>('POST', part('facility-merges', mergeId, '/undo'), {}),
  history: (id: string, signal?: AbortSignal) =>
    read<FacilityHistoryRow[]>(facility(id, '/history'), signal),
};

/** After something was done to a facility: everything that shows it asks again, and one sentence is said. */
export function useFacilityDone(): (sentence: string) => Promise<void> {
  const queryClient = useQueryClient();
  const notify = useNotify();
  return async (sentence) => {
    await queryClient.invalidateQueries({ queryKey: ['facilities'] });
    notify(sentence, { type: 'success' });
  };
}
