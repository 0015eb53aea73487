import { useEffect, useRef } from 'react';
import { hasOwnKeys } from '../layout/has-own-keys';
import { COMPOSER_ID } from '../messages/Composer';
import type { Thread } from '../messages/threads';

interface InboxKeys {
  threads: readonly Thread[];
  shown: Thread | undefined;
  open: (key: string) => void;
  handle: (thread: Thread) => Promise<void>;
}

/** j and k walk through the threads, r answers, e marks as dealt with. */
export function useInboxKeys(keys: InboxKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || hasOwnKeys(event.target)) return;
      const { threads, shown, open, handle } = latest.current;
      const at = threads.findIndex(({ key }) => key === shown?.key);
      if (event.key === 'j' || event.key === 'k') {
        const next = threads[at + (event.key === 'j' ? 1 : -1)];
        if (next) open(next.key);
      } else if (event.key === 'r') document.getElementById(COMPOSER_ID)?.focus();
      else if (event.key === 'e' && shown && shown.waiting.length > 0) void handle(shown);
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
