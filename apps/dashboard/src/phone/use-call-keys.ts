import { useEffect, useRef } from 'react';
import { hasOwnKeys } from '../layout/has-own-keys';

/** What each letter does with Shift, wherever nobody is typing and no dialog is open. */
export type CallKeys = Readonly<Record<string, () => unknown>>;

/** Listens for the keys of the call that is shown. */
export function useCallKeys(keys: CallKeys): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
      if (hasOwnKeys(event.target)) return;
      const act = current.current[event.key.toUpperCase()];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
