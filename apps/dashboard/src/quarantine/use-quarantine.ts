import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import type { QuarantineVerdict, Suspicion } from '#contract';
import { sentenceOf } from '../api/refusal';
import { callAllSpam, decide, readQuarantine } from './quarantine-api';

const KEY = 'quarantine';
/** What is held back comes while nobody looks; ms. */
const LOOK_AGAIN = 20_000;

/** What waits, and the ways to decide on it. */
export function useQuarantine(reason: Suspicion | null) {
  const client = useQueryClient();
  const notify = useNotify();
  const [busy, setBusy] = useState<string | null>(null);
  const query = useQuery({
    queryKey: [KEY, reason],
    queryFn: ({ signal }) => readQuarantine(reason, signal),
    refetchInterval: LOOK_AGAIN,
    retry: 1,
  });
  const done = async (work: () => Promise<string>, what: string) => {
    setBusy(what);
    try {
      notify(await work(), { type: 'success' });
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    setBusy(null);
    await Promise.all([
      client.invalidateQueries({ queryKey: [KEY] }),
      client.invalidateQueries({ queryKey: ['inquiries'] }),
    ]);
  };
  const say = (ids: readonly string[], verdict: QuarantineVerdict) =>
    done(async () => {
      const { decided } = await decide(ids, verdict);
      if (decided === 0) return 'Somebody else decided on it meanwhile.';
      const many = decided === 1 ? 'It' : `${decided.toLocaleString('en-US')} of them`;
      const taken = decided === 1 ? 'is being taken in now.' : 'are being taken in now.';
      return verdict === 'person' ? `${many} ${taken}` : 'Kept as spam. The rules have learned.';
    }, ids.join());
  const sayAllSpam = (one: Suspicion, receivedTo: string) =>
    done(async () => {
      const all = await callAllSpam(one, receivedTo, (some) => setBusy(`${one} ${some}`));
      return `${all.toLocaleString('en-US')} are kept as spam. The rules have learned.`;
    }, one);
  return { ...query, busy, say, sayAllSpam };
}
