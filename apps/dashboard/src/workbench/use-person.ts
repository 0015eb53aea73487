import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useNotify } from 'react-admin';
import type { QueueRow } from '#contract';
import { sentenceOf } from '../api/refusal';
import { whoOf } from '../leads/lead-words';
import { QUEUE_KEY } from '../live/live';
import { useMe } from '../session/me';
import { useNow } from '../words/use-now';
import type { CardState } from './PersonCard';
import { queueActions, type Scope } from './queue-api';
import { isTakenByMe, isTakenByOther } from './queue-words';

interface WithMe {
  entry: QueueRow;
  /** The lead's last activity when it was taken: a later one means something was done. */
  since: string;
}

export interface Person {
  entry: QueueRow | undefined;
  state: CardState;
  since: string | undefined;
  busy: boolean;
  /** Takes whoever is on the card. */
  take: () => Promise<void>;
  /** Asks the desk for the next person. */
  next: () => Promise<void>;
  choose: (leadId: string | undefined) => void;
  letGo: () => void;
}

/**
 * Who is on the card: whom one chose, else whom one has taken, else who is next. The desk decides who
 * the next person is, so that two who ask at once never get the same one. While one is `acting` on
 * somebody (a dialog about them is open) they stay, however the queue moves: what is written is theirs.
 */
export function usePerson(rows: readonly QueueRow[], scope: Scope, acting: boolean): Person {
  const { me } = useMe();
  const now = useNow(10_000);
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [withMe, setWithMe] = useState<WithMe>();
  const [chosenId, choose] = useState<string>();
  const [busy, setBusy] = useState(false);

  const chosen = rows.find((row) => row.id === chosenId);
  const taken = rows.find((row) => isTakenByMe(row, me?.id, now));
  const withMeNow = withMe && (rows.find((row) => row.id === withMe.entry.id) ?? withMe.entry);
  const mine = withMeNow ?? taken;
  const first = rows.find((row) => !isTakenByOther(row, me?.id, now));
  const shown = useRef<QueueRow>(undefined);
  const kept = acting ? shown.current : undefined;
  const offered = chosen ?? mine ?? first;
  const entry = kept ? (rows.find(({ id }) => id === kept.id) ?? kept) : offered;
  useEffect(() => {
    shown.current = entry;
  });
  const isMine = entry !== undefined && entry.id === mine?.id;
  const state: CardState = isMine
    ? 'mine'
    : chosen || entry?.id !== offered?.id
      ? 'chosen'
      : 'next';
  const since = isMine && withMe?.entry.id === entry.id ? withMe.since : undefined;

  /** The whole record comes first: a verb pressed at once stands on the version that taking made. */
  const hold = async (held: QueueRow) => {
    const queryKey = ['leads', 'getOne', { id: held.id }];
    await queryClient.invalidateQueries({ queryKey, refetchType: 'all' });
    setWithMe({ entry: held, since: held.lead.lastActivityAt });
    choose(undefined);
  };
  const attempt = async (work: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    try {
      await work();
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    await queryClient.invalidateQueries({ queryKey: QUEUE_KEY });
    setBusy(false);
  };
  const next = () =>
    attempt(async () => {
      const answer = await queueActions.next();
      if (!answer.entry) {
        setWithMe(undefined);
        choose(undefined);
        notify(answer.sentence, { type: 'info' });
        return;
      }
      if (state === 'next' && entry && answer.entry.id !== entry.id) {
        notify(`${whoOf(entry.lead)} was taken just now. This is who is next.`, { type: 'info' });
      }
      await hold(answer.entry);
    });
  const take = () =>
    state === 'next' && scope === 'free'
      ? next()
      : attempt(async () => {
          if (!entry || isTakenByOther(entry, me?.id, Date.now())) return;
          const isOwn = entry.ownerId === me?.id;
          await queueActions.take(entry.id, isOwn ? undefined : entry.lead.version);
          await hold({ ...entry, takenBy: me?.id ?? null });
        });
  return { entry, state, since, busy, take, next, choose, letGo: () => setWithMe(undefined) };
}
