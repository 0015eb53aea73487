import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { JudgedProgram, MatchView, OverrideKind } from '#contract';
import { useSubmission } from '../forms/use-submission';
import { useLeadDone } from '../leads/actions/use-lead-done';
import { matchActions, matchesKey, matchKey } from './matching-api';
import { nameOf } from './match-words';

interface Picking {
  /** The program a reason is asked for. */
  asked: JudgedProgram | null;
  problem: string | null;
  /** Picks at once what comes first; asks why of anything else. */
  begin: (program: JudgedProgram, first: boolean) => void;
  override: (why: { kind: OverrideKind; reason: string }) => Promise<void>;
  cancel: () => void;
}

/** Picks programs of a match. */
export function usePicking(match: MatchView): Picking {
  const queries = useQueryClient();
  const done = useLeadDone(match.leadId);
  const [asked, setAsked] = useState<JudgedProgram | null>(null);
  const { problem, run } = useSubmission();
  const pick = async (
    program: JudgedProgram,
    why: { kind: OverrideKind; reason: string } | Record<string, never> = {},
  ) => {
    const after = await matchActions.pick(match.id, { programId: program.programId, ...why });
    queries.setQueryData(matchKey(match.id), after);
    await queries.invalidateQueries({ queryKey: matchesKey(match.leadId) });
    await done(`Picked: ${nameOf(program)}.`);
  };
  return {
    asked,
    problem,
    begin: (program, first) => {
      if (first) void run(() => pick(program));
      else setAsked(program);
    },
    override: async (why) => {
      if (asked) await pick(asked, why);
    },
    cancel: () => setAsked(null),
  };
}
