import { useQueryClient } from '@tanstack/react-query';
import { useGetList } from 'react-admin';
import type {
  ReportTargetEdit,
  ReportTargetInput,
  ReportTargetView,
  SavedReportEdit,
  SavedReportInput,
  SavedReportView,
} from '#contract';
import { send } from '../../api/http-client';

const ALL = { pagination: { page: 1, perPage: 200 } };
const saved = (id: string, what = '') => `/api/saved-reports/${encodeURIComponent(id)}${what}`;

export const ownActions = {
  save: (input: Partial<SavedReportInput>) =>
    send<SavedReportView>('POST', '/api/saved-reports', input),
  edit: (id: string, edit: SavedReportEdit) => send<SavedReportView>('PUT', saved(id), edit),
  remove: ({ id, version }: SavedReportView) =>
    send<SavedReportView>('POST', saved(id, '/removal'), { version }),
  addTarget: (input: Partial<ReportTargetInput>) =>
    send<ReportTargetView>('POST', '/api/report-targets', input),
  editTarget: (id: string, edit: ReportTargetEdit) =>
    send<ReportTargetView>('PUT', `/api/report-targets/${encodeURIComponent(id)}`, edit),
};

/** Where a saved report is as a file. */
export const fileOf = (id: string, as: 'pdf' | 'csv') => saved(id, `/file?as=${as}`);

export function useSavedReports() {
  return useGetList<SavedReportView>('saved-reports', ALL, { retry: 1 });
}

/** Targets and how they stand; looked at again every minute. */
export function useTargets() {
  return useGetList<ReportTargetView>('report-targets', ALL, { retry: 1, refetchInterval: 60_000 });
}

/** After something was saved the lists ask again. */
export function useOwnDone(): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    await queryClient.invalidateQueries({ queryKey: ['saved-reports'] });
    await queryClient.invalidateQueries({ queryKey: ['report-targets'] });
  };
}
