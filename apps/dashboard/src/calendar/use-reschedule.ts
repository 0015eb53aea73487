import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
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
  /** The last move of each task that is not settled, with the version the desk gave it. */
  const underway = useRef(new Map<string, Promise<number>>());
  const send = async (task: PlannedTask, at: string, version: number): Promise<number> => {
    try {
      const moved = await moveTask(task.id, version, at);
      notify(`${task.title}: now ${inFull(at)}.`, { type: 'success' });
      return moved.version;
    } catch (cause) {
      const conflict = conflictOf(cause);
      if (conflict) setClash({ task, at, conflict });
      else notify(sentenceOf(cause), { type: 'warning' });
      return version;
    }
  };
  /** A task that is on its way already goes on from there. `insisted`: the version seen in a clash. */
  const move = async (task: PlannedTask, at: string, insisted?: number) => {
    const before = underway.current.get(task.id);
    if (!before && at === task.at) return;
    setClash(null);
    put(task.id, at);
    const mine = (before ?? Promise.resolve(task.version)).then((version) =>
      send(task, at, insisted ?? version),
    );
    underway.current.set(task.id, mine);
    await mine;
    await queryClient.invalidateQueries({ queryKey: ['tasks'] });
    if (underway.current.get(task.id) !== mine) return;
    underway.current.delete(task.id);
    put(task.id, null);
  };
  return { moving, clash, move, settle: () => setClash(null) };
}
