import { useState } from 'react';
import { type ConflictBody, conflictOf, fieldErrorsOf, sentenceOf } from '../api/refusal';

interface Submission {
  busy: boolean;
  problem: string | null;
  conflict: ConflictBody | null;
  /** Runs the work; on refusal keeps everything typed and says what is wrong, where. */
  run: (work: () => Promise<void>) => Promise<boolean>;
  settle: () => void;
}

/** Sends something once, and turns a refusal into words: general, per field, or both values of a conflict. */
export function useSubmission(setErrors?: (errors: Record<string, string>) => void): Submission {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [conflict, setConflict] = useState<ConflictBody | null>(null);
  const settle = () => {
    setProblem(null);
    setConflict(null);
    setErrors?.({});
  };
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    settle();
    try {
      await work();
      return true;
    } catch (cause) {
      setConflict(conflictOf(cause));
      setProblem(sentenceOf(cause));
      setErrors?.(fieldErrorsOf(cause) ?? {});
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, conflict, run, settle };
}
