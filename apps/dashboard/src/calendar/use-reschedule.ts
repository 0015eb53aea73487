import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import { type ConflictBody, conflictOf, sentenceOf } from '../api/refusal';
import { inFull } from '../words/time';
import { moveTask, type PlannedTask } from './calendar-api';

/** A task that somebody else changed meanwhile. */
export interface Clash {
  task: PlannedTask;
  at: string;
  conflict: ConflictBody;
}

/** Puts tasks to another time; until the desk has answered they stand where they were put. */
export function useReschedule() {
  const queryClient = useQueryClient();
  const notify = useNotify();
  const [moving, setMoving] = useState<ReadonlyMap<string, string>>(new Map());
  const [clash, setClash] = useState<Clash | null>(null);
  const put = (id: string, at: string | null) =>
    setMoving((before) => {
      const next = new Map(before);
      if (at) next.set(id, at);
      else next.delete(id);
      return next;
    });
  const move = async (task: PlannedTask, at: string, version = task.version) => {
    if (at === task.at || moving.has(task.id)) return;
    setClash(null);
    put(task.id, at);
    try {
      await moveTask(task.id, version, at);
      notify(`${task.title}: now ${inFull(at)}.`, { type: 'success' });
    } catch (cause) {
      const conflict = conflictOf(cause);
      if (conflict) setClash({ task, at, conflict });
      else notify(sentenceOf(cause), { type: 'warning' });
    }
    await queryClient.invalidateQueries({ queryKey: ['tasks'] });
    put(task.id, null);
  };
  return { moving, clash, move, settle: () => setClash(null) };
}
