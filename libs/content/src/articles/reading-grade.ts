import { syllable } from 'syllable';
import type { ContentLanguage } from '#contract';

/** Fewer words than these say nothing of how a text reads. */
const TOO_FEW = 100;

/**
 * The school grade a text asks of its reader, to one decimal; null for fewer than 100 words. English: the Flesch-Kincaid
 * grade level (Kincaid et al. 1975). Spanish: the Szigriszt-Pazos index (1993) on the INFLESZ scale (Barrio-Cantalejo
 * 2008), given as the grade its bands stand for: 65 "fairly easy" is grade 6, 55 the floor of "normal" grade 8.
 * Each line counts as a sentence at least: headings and list items have no full stop.
 */
export function readingGrade(text: string, language: ContentLanguage): number | null {
  const sentences = sentencesOf(text);
  const words = sentences.flatMap(wordsOf);
  if (words.length < TOO_FEW) return null;
  const count = language === 'en' ? syllable : spanishSyllables;
  const perSentence = words.length / sentences.length;
  const perWord = words.reduce((sum, word) => sum + count(word), 0) / words.length;
  const grade =
    language === 'en'
      ? 0.39 * perSentence + 11.8 * perWord - 15.59
      : gradeOfIndex(206.835 - 62.3 * perWord - perSentence);
  return Math.round(Math.max(0, grade) * 10) / 10;
}

/** Two grades are ten points of the index: a straight line through the bands named above. */
function gradeOfIndex(index: number): number {
  return 8 + (55 - index) / 5;
}

function sentencesOf(text: string): string[] {
  return text
    .split(/(?<![.!?…:])[.!?…:]+(?=\s|$)|\n+/)
    .filter((sentence) => wordsOf(sentence).length > 0);
}

function wordsOf(sentence: string): string[] {
  return sentence.match(/\p{L}[\p{L}'’-]*/gu) ?? [];
}

/** Vowels that stand together are one syllable, unless the weak one of two carries the accent (pa-ís), or both are strong (le-er). */
export function spanishSyllables(word: string): number {
  const groups = word
    .toLowerCase()
    .replaceAll(/([gq])u(?=[eiéí])/g, '$1')
    .match(/[aeiouáéíóúü]+/g);
  if (!groups) return 1;
  const breaks = (group: string) =>
    group.split('').filter((vowel, n) => n > 0 && apart(group[n - 1] ?? '', vowel)).length;
  return groups.reduce((sum, group) => sum + 1 + breaks(group), 0);
}

function apart(first: string, second: string): boolean {
  const strong = /[aeoáéó]/;
  return (strong.test(first) && strong.test(second)) || /[íú]/.test(first) || /[íú]/.test(second);
}
