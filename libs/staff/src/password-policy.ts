import { DomainError } from '#platform';
import type { IsBreached } from './breached-passwords.js';

/** Shortest password we take, in characters. */
export const PASSWORD_MIN = 12;
/** Longest; a longer one would only cost time to hash. */
export const PASSWORD_MAX = 200;
const SCORE_MIN = 3;

type Estimate = (password: string, own: string[]) => number;
let estimate: Promise<Estimate> | undefined;

/**
 * Refuses a weak password with `auth.weak_password`: shorter than 12 characters, holding a part of
 * the person's own name or e-mail, or easy to guess by zxcvbn (score under 3 of 4), whose word
 * lists hold the most used passwords of breaches. With a whole list of breached passwords
 * (`breachedList`) whatever is on it is refused besides.
 */
export async function checkPassword(
  password: string,
  person: { name: string; email: string },
  isBreached?: IsBreached,
): Promise<void> {
  const letters = Array.from(password).length;
  if (letters < PASSWORD_MIN) refuse(`Please use at least ${PASSWORD_MIN} characters.`);
  if (letters > PASSWORD_MAX) refuse(`Please use at most ${PASSWORD_MAX} characters.`);
  const own = ownWords(person);
  const lower = password.toLowerCase();
  if (own.some((word) => lower.includes(word))) {
    refuse('Please leave your name and your e-mail address out of the password.');
  }
  estimate ??= loadEstimate();
  if ((await estimate)(password, own) < SCORE_MIN) {
    refuse('This password is easy to guess. Four or five unrelated words make a good one.');
  }
  if (await isBreached?.(password)) {
    refuse(
      'This password is known from a breach elsewhere. Please choose one you use nowhere else.',
    );
  }
}

function ownWords({ name, email }: { name: string; email: string }): string[] {
  return [...name.split(/\s+/u), ...email.split(/[@.+_-]/u), email]
    .map((word) => word.toLowerCase())
    .filter((word) => word.length >= 4);
}

/** The word lists take megabytes: loaded when the first password is set, not at start. */
async function loadEstimate(): Promise<Estimate> {
  const [{ ZxcvbnFactory }, common] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  const zxcvbn = new ZxcvbnFactory({
    dictionary: common.dictionary,
    graphs: common.adjacencyGraphs,
  });
  return (password, own) => zxcvbn.check(password, own).score;
}

function refuse(sentence: string): never {
  throw new DomainError('auth.weak_password', {
    status: 422,
    message: sentence,
    errors: { password: sentence },
  });
}
