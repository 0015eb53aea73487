import type { Theme } from '@mui/material/styles';
import { type Tint, tintOf } from '../theme/tints';
import type { Planned } from './calendar-api';

const STEPS: Record<string, string> = { call: 'call', sms: 'text', email: 'e-mail' };

/** What something in the calendar is called. */
export function titleOf(item: Planned): string {
  if (item.type === 'task') return item.title;
  return `Follow-up: ${STEPS[item.stepKind] ?? item.stepKind}`;
}

/** The tint of each kind; the kind is in the words, too. */
export function toneOf(item: Planned, theme: Theme): Tint {
  if (item.type === 'cadence_step') return tintOf('grey', theme);
  return tintOf(item.promisedAt === null ? 'teal' : 'orange', theme);
}
