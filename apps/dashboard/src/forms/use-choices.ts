import { useGetList } from 'react-admin';
import type { SourceView, StaffView, TeamView } from '#contract';
import type { z } from 'zod';

interface Choice {
  code: string;
  label: string;
}
const ALL = {
  pagination: { page: 1, perPage: 200 },
  sort: { field: 'name', order: 'ASC' as const },
};
const LONG = { staleTime: 5 * 60_000 };

/** Colleagues who work with leads. */
export function useColleagues(): StaffView[] {
  const { data } = useGetList<StaffView>('users', ALL, LONG);
  return (data ?? []).filter((person) => person.status === 'active' && person.role !== 'auditor');
}

/** Colleagues who can be given work. */
export function useStaffChoices(): Choice[] {
  return useColleagues().map((person) => ({
    code: person.id,
    label: person.name + (person.onDuty ? ' · on duty' : ''),
  }));
}

/** Where people come from. */
export function useSourceChoices(): Choice[] {
  const { data } = useGetList<z.infer<typeof SourceView>>('sources', ALL, LONG);
  return (data ?? []).map((source) => ({ code: source.id, label: source.name }));
}

export function useTeamChoices(): Choice[] {
  const { data } = useGetList<z.infer<typeof TeamView>>('teams', ALL, LONG);
  return (data ?? []).map((team) => ({ code: team.id, label: team.name }));
}
