import type { BulkChangeInput, BulkChangeResult, BulkUndoResult } from '#contract';
import { send } from '../api/http-client';

/** Leads changed by one request: few enough that one sees it get on. */
const AT_ONCE = 20;

type Without<T> = T extends unknown ? Omit<T, 'ids'> : never;
/** What is done to each of them. */
export type BulkChange = Without<BulkChangeInput>;

/** What came of a change of many leads so far. */
export interface BulkOutcome {
  /** Each part is undone by itself. */
  changeIds: string[];
  done: number;
  unchanged: number;
  refused: BulkChangeResult['refused'];
}

const NOTHING: BulkOutcome = { changeIds: [], done: 0, unchanged: 0, refused: [] };

/** Changed a part, then something stopped it: `outcome` is what was done before. */
export class BulkStopped extends Error {
  constructor(
    readonly outcome: BulkOutcome,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : 'Something went wrong.', { cause });
  }
}

/** Changes the leads part by part and tells how many are through. Throws {@link BulkStopped}. */
export async function changeMany(
  ids: readonly string[],
  change: BulkChange,
  onProgress: (through: number) => void,
): Promise<BulkOutcome> {
  let outcome = NOTHING;
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const part = ids.slice(start, start + AT_ONCE);
    try {
      const result = await send<BulkChangeResult>('POST', '/api/leads/bulk-changes', {
        ...change,
        ids: part,
      });
      outcome = {
        changeIds: [...outcome.changeIds, result.id],
        done: outcome.done + result.done.length,
        unchanged: outcome.unchanged + result.unchanged.length,
        refused: [...outcome.refused, ...result.refused],
      };
    } catch (cause) {
      throw new BulkStopped(outcome, cause);
    }
    onProgress(start + part.length);
  }
  return outcome;
}

/** Takes one part back. */
export const undoPart = (changeId: string) =>
  send<BulkUndoResult>('POST', `/api/bulk-changes/${encodeURIComponent(changeId)}/undo`, {});
