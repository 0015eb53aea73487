import { useSyncExternalStore } from 'react';

export type LeadAction =
  | 'call'
  | 'consent'
  | 'note'
  | 'assign'
  | 'stage'
  | 'close'
  | 'lowCost'
  | 'coverage'
  | 'edit'
  | 'task'
  | 'screener'
  | 'snooze'
  | 'handover'
  | 'return';

interface Opened {
  action: LeadAction;
  contactPointId?: string;
}

let opened: Opened | null = null;
const listeners = new Set<() => void>();

/** Opens one of the lead's actions from anywhere on its page; null closes it. */
export function openAction(next: Opened | null): void {
  opened = next;
  for (const listener of listeners) listener();
}

/** The action that is open on the lead's page. */
export function useOpenedAction(): Opened | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => opened,
  );
}
