import { useEffect, useRef } from 'react';
import { hasOwnKeys } from '../layout/has-own-keys';

export interface WorkbenchKeys {
  /** Takes who is on the card, or goes on to the next. */
  enter: () => void;
  step: (by: 1 | -1) => void;
  open: () => void;
  scope: (index: number) => void;
}

const ELSEWHERE =
  'input,textarea,select,button,a,[role="dialog"],[role="menu"],[role="tab"],[role="listbox"]';

/**
 * The workbench's keys: Enter takes, j and k walk the queue, o opens the lead, 1 to 4 choose whose
 * queue. Enter on a button or a link stays that button's; in a row of the queue it takes the person.
 */
export function useWorkbenchKeys(keys: WorkbenchKeys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.key === 'Enter') {
        if (event.repeat) return;
        if (target.closest(ELSEWHERE) && !target.closest('[data-lead][aria-current]')) return;
        current.current.enter();
      } else if (hasOwnKeys(target)) return;
      else if (event.key === 'j' || event.key === 'ArrowDown') current.current.step(1);
      else if (event.key === 'k' || event.key === 'ArrowUp') current.current.step(-1);
      else if (event.key === 'o') current.current.open();
      else if (/^[1-4]$/.test(event.key)) current.current.scope(Number(event.key) - 1);
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
