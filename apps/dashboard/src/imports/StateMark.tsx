import { IMPORT_STATES, type ImportRunView, type ImportState, labelOf } from '#contract';
import { Mark } from '../facilities/TrustMark';

const COLOURS = {
  reading: 'yellow',
  ready: 'blue',
  failed: 'red',
  running: 'yellow',
  done: 'green',
  undoing: 'yellow',
  undone: 'grey',
} as const satisfies Record<ImportState, string>;

/** Where an import stands. */
export function StateMark({ run }: { run: ImportRunView }) {
  return <Mark label={labelOf(IMPORT_STATES, run.state)} colour={COLOURS[run.state]} />;
}
