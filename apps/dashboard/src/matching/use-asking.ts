import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import type { MatchStart, MatchWishes } from '#contract';
import { useSubmission } from '../forms/use-submission';
import { matchActions, matchesKey, matchKey } from './matching-api';

export type PlaceWish = 'preferredFacilityIds' | 'refusedFacilityIds';

interface Asking {
  /** The match that is shown; null: none was made. */
  matchId: string | null;
  wishes: MatchWishes;
  setWishes: (wishes: MatchWishes) => void;
  busy: boolean;
  problem: string | null;
  /** The desk's sentence by the path of the field. */
  errors: Record<string, string>;
  ask: (wishes: MatchWishes) => Promise<void>;
  /** Puts a facility among those asked for or refused, and looks again. */
  wish: (list: PlaceWish, facilityId: string) => Promise<void>;
}

/** Asks the matcher, and keeps what was typed when the desk refuses. */
export function useAsking(leadId: string, start: MatchStart): Asking {
  const queries = useQueryClient();
  const notify = useNotify();
  const [matchId, setMatchId] = useState(start.latestMatchId);
  const [wishes, setWishes] = useState(start.wishes);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const { busy, problem, run } = useSubmission(setErrors);
  const ask = async (asked: MatchWishes) => {
    await run(async () => {
      const match = await matchActions.ask(leadId, asked);
      queries.setQueryData(matchKey(match.id), match);
      setMatchId(match.id);
      notify(`${match.open} of ${match.considered} programs could serve.`, { type: 'info' });
      await queries.invalidateQueries({ queryKey: matchesKey(leadId) });
    });
  };
  const wish = (list: PlaceWish, facilityId: string) => {
    const other = list === 'preferredFacilityIds' ? 'refusedFacilityIds' : 'preferredFacilityIds';
    const next = {
      ...wishes,
      [list]: [...new Set([...wishes[list], facilityId])],
      [other]: wishes[other].filter((id) => id !== facilityId),
    };
    setWishes(next);
    return ask(next);
  };
  return { matchId, wishes, setWishes, busy, problem, errors, ask, wish };
}
