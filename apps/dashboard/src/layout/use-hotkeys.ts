import { useEffect } from 'react';
import { useNavigate } from 'react-router-dom';
import { SEARCH_ID } from './GlobalSearch';

/** The keys of the desk, as the sheet shows them. */
export const HOTKEYS: readonly { keys: string; does: string }[] = [
  { keys: '/', does: 'Search' },
  { keys: 'g h', does: 'Go to today' },
  { keys: 'g l', does: 'Go to leads' },
  { keys: 'g t', does: 'Go to my tasks' },
  { keys: 'g i', does: 'Go to inquiries' },
  { keys: 'n', does: 'New lead' },
  { keys: 'c', does: 'On a lead: log a call' },
  { keys: 'm', does: 'On a lead: write a note' },
  { keys: '?', does: 'This sheet' },
];
const GOES: Record<string, string> = { h: '/', l: '/leads', t: '/tasks', i: '/inquiries' };
const CHORD_MS = 1200;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.closest('input,textarea,select,[role="dialog"]') !== null);

/** Listens for the desk's keys wherever nobody is typing. */
export function useHotkeys(showSheet: () => void): void {
  const navigate = useNavigate();
  useEffect(() => {
    let chordUntil = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (chordUntil > Date.now()) {
        chordUntil = 0;
        const to = GOES[event.key];
        if (to !== undefined) {
          event.preventDefault();
          void navigate(to);
          return;
        }
      }
      if (event.key === 'g') chordUntil = Date.now() + CHORD_MS;
      else if (event.key === 'n') void navigate('/leads/create');
      else if (event.key === '?') showSheet();
      else if (event.key === '/') {
        event.preventDefault();
        document.getElementById(SEARCH_ID)?.focus();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [navigate, showSheet]);
}
