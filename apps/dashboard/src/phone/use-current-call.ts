import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ConferenceView, CurrentCallView } from '#contract';
import { sentenceOf } from '../api/refusal';
import { useDeskEvents } from '../live/live';
import { CURRENT_CALL_KEY, lookAt, readCurrentCall } from './conference-api';
import { isUnderWay } from './conference-words';

/** While something is under way the phone company is asked this often; reports tell the rest. */
const LOOK_EVERY_MS = 1500;

export type CurrentCallOfDesk = NonNullable<CurrentCallView['call']>;

/** What a call that has ended may have come to. */
interface Proposed {
  callSid: string;
  proposal: string;
}

/** The call one is in as the desk knows it, wherever one speaks; and how to act on it. */
export function useCurrentCall() {
  const client = useQueryClient();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [proposed, setProposed] = useState<Proposed | null>(null);
  const { data } = useQuery({
    queryKey: CURRENT_CALL_KEY,
    queryFn: ({ signal }) => readCurrentCall(signal),
    staleTime: Infinity,
    retry: 1,
  });
  useDeskEvents(({ event }) => {
    if (event === 'call.changed') void client.invalidateQueries({ queryKey: CURRENT_CALL_KEY });
  });
  const call = data?.call ?? null;
  const conference = call?.conference ?? null;
  const put = (view: ConferenceView) => {
    client.setQueryData<CurrentCallView>(CURRENT_CALL_KEY, (known) =>
      known?.call ? { call: { ...known.call, conference: view } } : known,
    );
  };
  useLooking(conference, put);
  const act = async (work: () => Promise<ConferenceView>): Promise<boolean> => {
    setBusy(true);
    setProblem(null);
    try {
      const view = await work();
      put(view);
      // The desk may know of no call any more when it has answered: it ended with what was asked.
      const { proposal } = view;
      if (call && proposal !== null) setProposed({ callSid: call.callSid, proposal });
      return true;
    } catch (cause) {
      setProblem(sentenceOf(cause));
      return false;
    } finally {
      setBusy(false);
      void client.invalidateQueries({ queryKey: CURRENT_CALL_KEY });
    }
  };
  return { call, conference, proposed, act, busy, problem, forgetProblem: () => setProblem(null) };
}

/** Asks how it stands until what was wanted has happened: a report may be lost. */
function useLooking(conference: ConferenceView | null, put: (view: ConferenceView) => void): void {
  const id = conference && isUnderWay(conference) ? conference.id : null;
  useEffect(() => {
    if (id === null) return undefined;
    const timer = setInterval(() => {
      lookAt(id).then(put, () => undefined);
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `put` only writes to the one cache
  }, [id]);
}
