import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useListContext, useNotify, useStore } from 'react-admin';
import type { BulkUndoResult } from '#contract';
import { sentenceOf } from '../api/refusal';
import { QUEUE_KEY, REPORTS_KEY } from '../live/live';
import { type BulkChange, type BulkOutcome, BulkStopped, changeMany, undoPart } from './bulk-api';

/** The last change of many leads, as long as it is worth looking at. */
export interface LastBulk {
  /** What was done: "Assigned to Ana". */
  what: string;
  outcome: BulkOutcome;
  /** Set once it was taken back. */
  undone: { restored: number; left: BulkUndoResult['left'] } | null;
  /** Why it stopped half-way. */
  stopped: string | null;
}

/** Changes the chosen leads, says how far it is, and takes it back. */
export function useBulk() {
  const { selectedIds, onUnselectItems } = useListContext();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const [through, setThrough] = useState<number | null>(null);
  const [undoing, setUndoing] = useState(false);
  const [last, setLast] = useStore<LastBulk | null>('leads.bulk', null);
  const refresh = async () => {
    await queryClient.invalidateQueries({ queryKey: ['leads'] });
    void queryClient.invalidateQueries({ queryKey: REPORTS_KEY });
    void queryClient.invalidateQueries({ queryKey: QUEUE_KEY });
  };
  const change = async (wanted: BulkChange, what: string) => {
    setThrough(0);
    try {
      const outcome = await changeMany(selectedIds.map(String), wanted, setThrough);
      setLast({ what, outcome, undone: null, stopped: null });
      onUnselectItems();
    } catch (cause) {
      if (!(cause instanceof BulkStopped) || cause.outcome.changeIds.length === 0) throw cause;
      setLast({ what, outcome: cause.outcome, undone: null, stopped: cause.message });
    } finally {
      setThrough(null);
      await refresh();
    }
  };
  const undo = async () => {
    if (!last) return;
    setUndoing(true);
    const undone = {
      restored: last.undone?.restored ?? 0,
      left: [...(last.undone?.left ?? [])],
    };
    const waiting = [...last.outcome.changeIds];
    try {
      for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
        const part = await undoPart(id);
        undone.restored += part.restored.length;
        undone.left.push(...part.left);
        const outcome = { ...last.outcome, changeIds: [...waiting] };
        setLast({ ...last, outcome, undone: { ...undone } });
      }
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    } finally {
      setUndoing(false);
      await refresh();
    }
  };
  return { selectedIds, through, change, undo, undoing, last, forget: () => setLast(null) };
}

export type Bulk = ReturnType<typeof useBulk>;
