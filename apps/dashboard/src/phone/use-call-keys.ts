import { useEffect } from 'react';
import { hasOwnKeys } from '../layout/has-own-keys';
import type { CurrentCall } from './phone-state';
import { answer, hangUp, toggleMute } from './phone-store';

/** Shift with A answers, with E ends or declines, with M mutes, wherever nobody is typing. */
export function useCallKeys(call: CurrentCall | null): void {
  const there = call !== null;
  useEffect(() => {
    if (!there) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (!event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
      if (hasOwnKeys(event.target)) return;
      const act = { A: answer, E: hangUp, M: toggleMute }[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [there]);
}
