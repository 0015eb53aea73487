import type { QuarantineDecided, QuarantinePage, QuarantineVerdict, Suspicion } from '#contract';
import { read, send } from '../api/http-client';

export const readQuarantine = (reason: string | null, signal: AbortSignal) =>
  read<QuarantinePage>(
    reason === null ? '/api/quarantine' : `/api/quarantine?reason=${encodeURIComponent(reason)}`,
    signal,
  );

export const decide = (ids: readonly string[], verdict: QuarantineVerdict) =>
  send<QuarantineDecided>('POST', '/api/quarantine/decisions', { ids, verdict });

/** All that wait for one reason and came until then, as spam; some hundreds at a time. */
export async function callAllSpam(
  reason: Suspicion,
  receivedTo: string,
  onSome: (decided: number) => void,
): Promise<number> {
  let all = 0;
  for (let left = 1; left > 0; ) {
    const input = { reason, receivedTo, verdict: 'machine' };
    const some = await send<QuarantineDecided>('POST', '/api/quarantine/decisions', input);
    all += some.decided;
    onSome(all);
    // Somebody else decided the rest meanwhile.
    if (some.decided === 0) break;
    ({ left } = some);
  }
  return all;
}
