import { useQuery } from '@tanstack/react-query';
import { type SearchAnswer, STAGE_LABELS } from '#contract';
import { read } from '../api/http-client';
import { phoneInWords } from '../words/phone';
import type { Command } from './commands';
import { useSettled } from '../layout/use-settled';

const PAUSE_MS = 200;

/** Leads found by what is typed, as commands that open them. */
export function useFoundLeads(typed: string, enabled: boolean, go: (to: string) => void) {
  const asked = useSettled(typed, PAUSE_MS);
  const { data, error, isFetching } = useQuery({
    queryKey: ['search', asked],
    queryFn: ({ signal }) =>
      read<SearchAnswer>(`/api/search?q=${encodeURIComponent(asked)}`, signal),
    enabled: enabled && asked.length >= 2,
    retry: false,
    gcTime: 0,
  });
  const enough = typed.trim().length >= 2;
  const fresh = enough && asked === typed.trim();
  const found: Command[] = (fresh ? (data?.hits ?? []) : [])
    .filter(({ kind }) => kind === 'lead')
    .map((hit) => ({
      key: hit.id,
      group: 'Leads',
      label: [
        `#${hit.number} ${hit.name ?? 'Name not given yet'}`,
        hit.stage && STAGE_LABELS[hit.stage].toLowerCase(),
        ...hit.matched
          .filter(({ what }) => what === 'phone' || what === 'email')
          .map(({ value }) => phoneInWords(value)),
        hit.mergedNumber !== null && `took in #${hit.mergedNumber}`,
      ]
        .filter(Boolean)
        .join(' · '),
      run: () => go(`/leads/${hit.id}/show`),
    }));
  return {
    found,
    error: fresh ? error : null,
    looking: enabled && enough && (isFetching || !fresh),
  };
}
