import { useQuery } from '@tanstack/react-query';
import type { MatchPickInput, MatchRow, MatchStart, MatchView, MatchWishes } from '#contract';
import { read, send } from '../api/http-client';
import { leadPartKey } from '../live/live';

const match = (id: string, what = '') => `/api/matches/${encodeURIComponent(id)}${what}`;

export const startKey = (leadId: string) => ['match-start', leadId];
export const matchKey = (id: string | null) => ['match', id];
export const matchesKey = (leadId: string) => [...leadPartKey(leadId), 'matches'];

export const matchActions = {
  ask: (leadId: string, wishes: MatchWishes) =>
    send<MatchView>('POST', '/api/matches', { leadId, wishes }),
  pick: (id: string, input: Partial<MatchPickInput> & { programId: string }) =>
    send<MatchView>('POST', match(id, '/picks'), input),
};

/** What the board starts with. */
export function useMatchStart(leadId: string) {
  return useQuery({
    queryKey: startKey(leadId),
    queryFn: ({ signal }) =>
      read<MatchStart>(`/api/leads/${encodeURIComponent(leadId)}/match-wishes`, signal),
    staleTime: 60_000,
    retry: 1,
  });
}

/** One match; null: none was asked for yet. */
export function useMatch(id: string | null) {
  return useQuery({
    queryKey: matchKey(id),
    queryFn: ({ signal }) => read<MatchView>(match(id ?? ''), signal),
    enabled: id !== null,
    staleTime: 60_000,
    retry: 1,
  });
}

/** The latest match of a lead, as the list has it. */
export function useLatestMatch(leadId: string) {
  return useQuery({
    queryKey: matchesKey(leadId),
    queryFn: async ({ signal }) => {
      const query = new URLSearchParams({
        filter: JSON.stringify({ leadId }),
        range: JSON.stringify([0, 0]),
      });
      const [row] = await read<MatchRow[]>(`/api/matches?${query}`, signal);
      return row ?? null;
    },
    retry: 1,
  });
}
