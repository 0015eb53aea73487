import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { HttpError, useNotify } from 'react-admin';
import { type LeadRow, STAGE_LABELS, type Stage } from '#contract';
import { leadActions } from '../api/actions';
import { type ConflictBody, conflictOf, sentenceOf } from '../api/refusal';
import { useRefreshLead } from '../leads/actions/use-lead-done';
import { whoOf } from '../leads/lead-words';
import { BOARD_KEY } from '../live/live';

/** A move that was refused: why, in words. */
export interface Refused {
  lead: LeadRow;
  to: Stage;
  because: string;
  missing: readonly string[];
  conflict: ConflictBody | null;
}

/** Moves cards; until the desk has answered a card stands where it was put, marked as on its way. */
export function useMove() {
  const queryClient = useQueryClient();
  const [moving, setMoving] = useState<ReadonlyMap<string, Stage>>(new Map());
  const [refused, setRefused] = useState<Refused | null>(null);
  const refresh = useRefreshLead();
  const notify = useNotify();
  const put = (id: string, stage: Stage | null) =>
    setMoving((before) => {
      const next = new Map(before);
      if (stage) next.set(id, stage);
      else next.delete(id);
      return next;
    });
  const move = async (lead: LeadRow, to: Stage, version = lead.version) => {
    setRefused(null);
    put(lead.id, to);
    try {
      await leadActions.changeStage(lead.id, { version, stage: to });
      await queryClient.invalidateQueries({ queryKey: BOARD_KEY });
      notify(`${whoOf(lead)}: now ${STAGE_LABELS[to].toLowerCase()}.`, { type: 'success' });
      void refresh(lead.id);
    } catch (cause) {
      setRefused({
        lead,
        to,
        because: sentenceOf(cause),
        missing: missingOf(cause),
        conflict: conflictOf(cause),
      });
      await queryClient.invalidateQueries({ queryKey: BOARD_KEY });
    } finally {
      put(lead.id, null);
    }
  };
  return { moving, refused, move, settle: () => setRefused(null) };
}

function missingOf(cause: unknown): string[] {
  if (!(cause instanceof HttpError)) return [];
  const { missing } = (cause.body ?? {}) as { missing?: unknown };
  return Array.isArray(missing) ? missing.map(String) : [];
}
