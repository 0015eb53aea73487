import { useEffect } from 'react';
import { useNavigate } from 'react-router-dom';
import { SEARCH_ID } from './GlobalSearch';
import { hasOwnKeys } from './has-own-keys';

/** The keys of the desk, as the sheet shows them. */
export const HOTKEYS: readonly { keys: string; does: string }[] = [
  { keys: 'Ctrl K', does: 'Everything by its name (⌘K on a Mac)' },
  { keys: '/', does: 'Search' },
  { keys: 'g w', does: 'Go to the workbench' },
  { keys: 'g h', does: 'Go to today' },
  { keys: 'g l', does: 'Go to leads' },
  { keys: 'g b', does: 'Go to the board' },
  { keys: 'g m', does: 'Go to messages' },
  { keys: 'g t', does: 'Go to my tasks' },
  { keys: 'g c', does: 'Go to the calendar' },
  { keys: 'g i', does: 'Go to inquiries' },
  { keys: 'g d', does: 'Go to duty' },
  { keys: 'n', does: 'New lead' },
  { keys: 'Shift C', does: 'On a lead: call them' },
  { keys: 'c', does: 'On a lead: log a call' },
  { keys: 'a', does: 'On a lead: what they agree to' },
  { keys: 'm', does: 'On a lead: write a note' },
  { keys: 'q', does: 'On a lead: ask the questions' },
  { keys: 's', does: 'On a lead: set aside' },
  { keys: 'h', does: 'On a lead: hand over' },
  { keys: 'r', does: 'On a lead of mine: return to the queue' },
  { keys: 'Enter', does: 'Workbench: take this person, or the next' },
  { keys: 'j k', does: 'Workbench: walk the queue' },
  { keys: 'o', does: 'Workbench: open the lead' },
  { keys: '1 – 4', does: 'Workbench: whose queue' },
  { keys: 'j k', does: 'Messages: walk the threads' },
  { keys: 'r', does: 'Messages: answer' },
  { keys: 'e', does: 'Messages: mark as dealt with' },
  { keys: 'j k', does: 'Match board: walk the programs' },
  { keys: 'e x p', does: 'Match board: all reasons, compare, pick' },
  { keys: 'Shift D', does: 'Somebody in danger: take them on' },
  { keys: 'Shift A', does: 'A call rings: answer it' },
  { keys: 'Shift E', does: 'In a call: hang up; while it rings: not me' },
  { keys: 'Shift M', does: 'In a call: mute, or be heard again' },
  { keys: 'Shift H', does: 'In a call: on hold, or take them back' },
  { keys: 'Shift T', does: 'In a call: add somebody' },
  { keys: 'Shift J', does: 'In a call: join all' },
  { keys: 'Shift L', does: 'In a call: leave the others to themselves' },
  { keys: 'Shift K', does: 'In a call: keys for a machine' },
  { keys: 'k', does: 'Recording: listen, or stop' },
  { keys: 'j l', does: 'Recording: ten seconds back, on' },
  { keys: 'Ctrl+Enter', does: 'In a dialog or a message: send' },
  { keys: '← ↑ → ↓', does: 'Board: walk from card to card; Enter moves one' },
  { keys: 'Shift ↑', does: 'Calendar: a task an hour earlier; ↓ ← → likewise' },
  { keys: 'Esc', does: 'Close what is open' },
  { keys: '?', does: 'This sheet' },
];
const GOES: Record<string, string> = {
  w: '/workbench',
  h: '/',
  l: '/leads',
  b: '/board',
  m: '/inbox',
  t: '/tasks',
  c: '/calendar',
  i: '/inquiries',
  d: '/duty',
};
const CHORD_MS = 1200;

/** Listens for the desk's keys wherever nobody is typing. */
export function useHotkeys(showSheet: () => void, showCommands: () => void): void {
  const navigate = useNavigate();
  useEffect(() => {
    let chordUntil = 0;
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        // The browser's own meaning of it is of no use here; inside a dialog nothing opens over it.
        event.preventDefault();
        if (document.querySelector('[role="dialog"]') === null) showCommands();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || hasOwnKeys(event.target)) return;
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
  }, [navigate, showSheet, showCommands]);
}
