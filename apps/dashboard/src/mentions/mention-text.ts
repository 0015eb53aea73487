import { MENTION_PATTERN } from '#contract';

interface Colleague {
  id: string;
  name: string;
}

/** What is typed at the caret after an "@": where it begins, and the beginning of a name. */
export interface Beginning {
  start: number;
  typed: string;
}

/** The name somebody is typing; null when the caret is not after an "@". */
export function beginningAt(text: string, caret: number): Beginning | null {
  const found = /(?:^|[\s(])@([\p{L}\p{M}'’.-]*(?: [\p{L}\p{M}'’.-]*)?)$/u.exec(
    text.slice(0, caret),
  );
  const typed = found?.[1];
  return typed === undefined ? null : { start: caret - typed.length - 1, typed };
}

/** Colleagues one of whose names begins like that. */
export function whoBegins<T extends Colleague>(colleagues: readonly T[], typed: string): T[] {
  const wanted = typed.toLowerCase();
  return colleagues.filter(({ name }) => {
    const lower = name.toLowerCase();
    return lower.startsWith(wanted) || lower.split(' ').some((word) => word.startsWith(wanted));
  });
}

/** The note as it is kept: each "@Name" of a colleague becomes their id. */
export function withIds(text: string, colleagues: readonly Colleague[]): string {
  const longestFirst = colleagues.toSorted((a, b) => b.name.length - a.name.length);
  let kept = text;
  for (const { id, name } of longestFirst) kept = kept.replaceAll(`@${name}`, `@[${id}]`);
  return kept;
}

/** A kept note in pieces: words, and the ids of colleagues who are named. */
export function piecesOf(text: string): ({ words: string } | { id: string })[] {
  const pieces: ({ words: string } | { id: string })[] = [];
  let at = 0;
  for (const found of text.matchAll(MENTION_PATTERN)) {
    if (found.index > at) pieces.push({ words: text.slice(at, found.index) });
    pieces.push({ id: (found[1] ?? '').toLowerCase() });
    at = found.index + found[0].length;
  }
  if (at < text.length) pieces.push({ words: text.slice(at) });
  return pieces;
}
