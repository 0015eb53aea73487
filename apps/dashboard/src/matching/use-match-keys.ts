import { useEffect, useRef } from 'react';
import { hasOwnKeys } from '../layout/has-own-keys';

export interface MatchKeys {
  step: (by: 1 | -1) => void;
  open: () => void;
  compare: () => void;
  pick: () => void;
}

/** The board's keys: j and k walk the programs, e tells all reasons, x compares, p picks. */
export function useMatchKeys(keys: MatchKeys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (hasOwnKeys(event.target) && !isCheckbox(event.target)) return;
      if (event.key === 'j') current.current.step(1);
      else if (event.key === 'k') current.current.step(-1);
      else if (event.key === 'e') current.current.open();
      else if (event.key === 'x') current.current.compare();
      else if (event.key === 'p') current.current.pick();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

/** Nobody types into one. */
const isCheckbox = (target: EventTarget | null) =>
  target instanceof HTMLInputElement &&
  target.type === 'checkbox' &&
  target.closest('[role="dialog"]') === null;
