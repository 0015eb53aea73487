import type { KeyboardEvent } from 'react';

/** Ctrl+Enter (on a Mac Cmd+Enter) sends a form from anywhere in it, also from where Enter begins a new line. */
export function sendsByKey(event: KeyboardEvent<HTMLFormElement>, disabled = false): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  if (!disabled) event.currentTarget.requestSubmit();
}
