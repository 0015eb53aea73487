import type { Theme } from '@mui/material/styles';
import type { ShiftKind } from '#contract';
import { type Tint, tintOf } from '../theme/tints';

const COLOURS = { on_duty: 'teal', on_call: 'yellow', out_of_office: 'grey' } as const;

/** The tint of each kind in the calendar; the kind is always written too. */
export const toneOf = (kind: ShiftKind, theme: Theme): Tint => tintOf(COLOURS[kind], theme);
