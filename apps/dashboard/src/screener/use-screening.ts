import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { HttpError } from 'react-admin';
import type { ScreeningView } from '#contract';
import { fieldErrorsOf, sentenceOf } from '../api/refusal';
import { type AnswerConflict, meet, withDrafts, withoutSent } from './answer-drafts';
import { type Answer, type Patch, screening, screeningKey } from './screening-api';

/** Words are saved when one pauses; a choice is saved at once. */
const PAUSE_MS = 600;
const RETRY_MS = 4000;

export type SaveState = 'idle' | 'saving' | 'saved' | 'failed';

/**
 * The answers of one lead, saved as they are typed, one save at a time. When somebody else saved first,
 * answers to other questions are put on top of theirs; two answers to one question are both shown.
 */
export function useScreening(leadId: string) {
  const queryClient = useQueryClient();
  const [drafts, setDrafts] = useState<Patch>({});
  const [conflicts, setConflicts] = useState<Record<string, AnswerConflict>>({});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [state, setState] = useState<SaveState>('idle');
  const [problem, setProblem] = useState<string | null>(null);
  const unsent = useRef<Patch>({});
  const sending = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: screeningKey(leadId),
    queryFn: ({ signal }) => screening.read(leadId, signal),
    staleTime: 0,
    retry: 1,
  });
  const base = useRef<ScreeningView>(undefined);
  if (data && !sending.current && (!base.current || data.version >= base.current.version)) {
    base.current = data;
  }

  const become = (view: ScreeningView) => {
    base.current = view;
    queryClient.setQueryData(screeningKey(leadId), view);
  };
  const later = (milliseconds: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flush(), milliseconds);
  };
  const refused = async (cause: unknown, sent: Patch) => {
    if (cause instanceof HttpError && cause.status === 409) {
      const before = base.current?.answers ?? {};
      const fresh = await screening.read(leadId);
      const { conflicts: met, free } = meet(before, fresh.answers, sent);
      unsent.current = { ...free, ...unsent.current };
      setDrafts((all) => ({ ...withoutSent(all, sent), ...free }));
      setConflicts((all) => ({ ...all, ...met }));
      become(fresh);
      return;
    }
    const named = fieldErrorsOf(cause);
    if (named) {
      const byQuestion = Object.fromEntries(
        Object.entries(named).map(([key, words]) => [key.replace(/^answers\./, ''), words]),
      );
      const wrong = Object.keys(sent).filter((key) => key in byQuestion);
      if (wrong.length > 0) {
        setErrors((all) => ({ ...all, ...byQuestion }));
        const good = Object.entries(sent).filter(([key]) => !wrong.includes(key));
        unsent.current = { ...Object.fromEntries(good), ...unsent.current };
        return;
      }
    }
    unsent.current = { ...sent, ...unsent.current };
    setState('failed');
    setProblem(sentenceOf(cause));
    const mayWork = !(cause instanceof HttpError) || cause.status === 0 || cause.status >= 500;
    if (mayWork) later(RETRY_MS);
    throw cause;
  };
  const flush = async (): Promise<boolean> => {
    clearTimeout(timer.current);
    if (sending.current || !base.current) return false;
    while (Object.keys(unsent.current).length > 0) {
      const sent = unsent.current;
      unsent.current = {};
      sending.current = true;
      setState('saving');
      try {
        become(await screening.save(leadId, base.current.version, sent));
        setDrafts((all) => withoutSent(all, sent));
      } catch (cause) {
        try {
          await refused(cause, sent);
        } catch {
          // Said on the page by `refused`; what was typed stays and is tried again.
          return false;
        }
      } finally {
        sending.current = false;
      }
    }
    setState('saved');
    setProblem(null);
    return true;
  };
  const answer = (question: string, value: Answer | null, typed: boolean) => {
    setDrafts((all) => ({ ...all, [question]: value }));
    setErrors((all) => without(all, question));
    unsent.current = { ...unsent.current, [question]: value };
    setState('saving');
    later(typed ? PAUSE_MS : 0);
  };
  const settle = (question: string, keep: 'mine' | 'theirs') => {
    const conflict = conflicts[question];
    setConflicts((all) => without(all, question));
    if (keep === 'mine' && conflict) answer(question, conflict.mine, false);
  };
  const complete = async () => {
    await flush();
    if (base.current && Object.keys(unsent.current).length === 0) {
      become(await screening.complete(leadId, base.current.version));
    }
  };
  const save = useRef(flush);
  save.current = flush;
  useEffect(() => () => void save.current(), []);

  const view = base.current ?? data;
  return {
    view,
    answers: withDrafts(view?.answers ?? {}, drafts),
    conflicts,
    errors,
    state,
    problem,
    loading: isPending,
    loadError: error,
    reload: refetch,
    answer,
    flush,
    settle,
    complete,
  };
}

function without<T>(all: Record<string, T>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([each]) => each !== key));
}
