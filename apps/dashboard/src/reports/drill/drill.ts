import { createContext, useContext } from 'react';
import type { RecordPart, SliceFilter } from '#contract';
import type { Period } from '../asking/period';

/** Which records one wants to see: the number, its part and the bar. */
export interface Drill {
  name: string;
  /** What was pressed, in words: "Attempt within 5 minutes, Paid search". */
  title: string;
  period: Period;
  part: RecordPart;
  slices: SliceFilter;
  fromSeconds?: number;
  toSeconds?: number;
}

const Context = createContext<(drill: Drill) => void>(() => undefined);
export const DrillProvider = Context.Provider;

/** Opens the list of the records behind a number or a bar. */
export const useDrill = () => useContext(Context);
