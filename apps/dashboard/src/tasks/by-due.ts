import type { TaskView } from '#contract';
import { startOfDay } from '../words/time';

export interface TaskGroups {
  overdue: TaskView[];
  today: TaskView[];
  later: TaskView[];
}

/** Sorts open tasks into overdue, due today and later, seen from `now` (ms) in the reader's own zone. */
export function byDue(tasks: readonly TaskView[], now: number): TaskGroups {
  const tomorrow = new Date(startOfDay(now));
  tomorrow.setDate(tomorrow.getDate() + 1);
  const groups: TaskGroups = { overdue: [], today: [], later: [] };
  for (const task of tasks) {
    const due = new Date(task.dueAt).getTime();
    groups[due < now ? 'overdue' : due < tomorrow.getTime() ? 'today' : 'later'].push(task);
  }
  return groups;
}
