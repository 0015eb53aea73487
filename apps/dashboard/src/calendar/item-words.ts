import type { Theme } from '@mui/material/styles';
import type { Planned } from './calendar-api';

const STEPS: Record<string, string> = { call: 'call', sms: 'text', email: 'e-mail' };

/** What something in the calendar is called. */
export function titleOf(item: Planned): string {
  if (item.type === 'task') return item.title;
  return `Follow-up: ${STEPS[item.stepKind] ?? item.stepKind}`;
}

/** Fill and word of each kind; the kind is in the words, too. */
export function toneOf(item: Planned, { palette }: Theme) {
  const dark = palette.mode === 'dark';
  if (item.type === 'cadence_step') {
    return dark ? { fill: '#2c3534', word: '#c6cfcc' } : { fill: '#e7e6df', word: '#3f4b48' };
  }
  if (item.promisedAt !== null) {
    return dark ? { fill: '#53290f', word: '#ffcaa6' } : { fill: '#fbdcc8', word: '#6f2a05' };
  }
  return dark ? { fill: '#1c3f39', word: '#b9ebe1' } : { fill: '#d5e8e0', word: '#0a3d3a' };
}
