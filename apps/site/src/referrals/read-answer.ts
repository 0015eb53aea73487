import { Temporal } from 'temporal-polyfill';
import { FacilityAnswer, type FacilityAct } from '#contract';
import { capabilityFromToken } from '#vault';
import type { FacilityWords } from './facility-words.js';

/** A posted answer, or the sentence on what is wrong with it. */
export type ReadAnswer =
  | { answer: FacilityAnswer }
  | { wrong: { act: FacilityAct; sentence: string } }
  | { unknown: true };

/**
 * Reads what a facility posted.
 * @param opening the token that this browser is to open the packet with; made by the caller
 * @param timeZone the zone in which day and time were typed
 */
export function readAnswer(
  form: URLSearchParams,
  opening: string,
  timeZone: string,
  words: FacilityWords,
  now: Date,
): ReadAnswer {
  const act = form.get('act') ?? '';
  const note = form.get('note') ?? '';
  if (act === 'accept') return accepted(form, note, timeZone, words, now);
  const read = FacilityAnswer.safeParse({
    act,
    note,
    reason: form.get('reason') ?? '',
    text: form.get('text') ?? '',
    code: (form.get('code') ?? '').replaceAll(/\s/g, ''),
    ...openingOf(opening),
  });
  if (read.success) return { answer: read.data };
  const field = String(read.error.issues[0]?.path[0] ?? 'act');
  if (field === 'act') return { unknown: true };
  const sentences: Record<string, string> = {
    code: words.errors.code,
    reason: words.errors.reason,
    text: words.errors.question,
  };
  return { wrong: { act: act as FacilityAct, sentence: sentences[field] ?? words.errors.title } };
}

function openingOf(opening: string): { openingDigest: string; openingKey: string } {
  const { digest, publicKey } = capabilityFromToken(opening);
  return {
    openingDigest: digest.toString('base64url'),
    openingKey: publicKey.toString('base64url'),
  };
}

function accepted(
  form: URLSearchParams,
  note: string,
  timeZone: string,
  words: FacilityWords,
  now: Date,
): ReadAnswer {
  const day = form.get('day') ?? '';
  const wrong = { wrong: { act: 'accept' as const, sentence: words.errors.day } };
  const at = day === '' ? null : momentOf(day, form.get('time') || '12:00', timeZone);
  if (at === undefined || (at !== null && at.getTime() < now.getTime() - 3_600_000)) return wrong;
  const read = FacilityAnswer.safeParse({
    act: 'accept',
    arrivalAt: at?.toISOString() ?? null,
    note,
  });
  return read.success ? { answer: read.data } : wrong;
}

/** Undefined for what is no day or no time. */
function momentOf(day: string, time: string, timeZone: string): Date | undefined {
  try {
    const plain = Temporal.PlainDateTime.from(`${day}T${time}`);
    if (plain.year < 2000 || plain.year > 2100) return undefined;
    return new Date(plain.toZonedDateTime(timeZone).epochMilliseconds);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
