import { describe, expect, test } from '@jest/globals';
import { readMarkdown, textOf, wordsOf } from './markdown.js';
import { readingGrade, spanishSyllables } from './reading-grade.js';
import { parseShipped, shippedTexts } from './shipped.js';

const texts = shippedTexts();
const articles = texts.filter(({ kind }) => kind === 'article');
/** Words that make an illness the whole person, or shame it. */
const LABELS =
  /\b(addicts?|alcoholics?(?! anonymous)|junk(y|ies?)|drug abusers?|crackheads?|getting clean|stay clean|adictos?|adictas?|drogadict\w+|alcoh[oó]lic[oa]s?(?! an[oó]nimos)|yonquis?)\b/i;

describe('the shipped articles', () => {
  test('there are eight at least, each in English and in Spanish with the same parts', () => {
    const slugs = new Set(articles.map(({ slug }) => slug));
    expect(slugs.size).toBeGreaterThanOrEqual(8);
    for (const slug of slugs) {
      const [en, es] = ['en', 'es'].map((language) =>
        articles.find((one) => one.slug === slug && one.words.language === language),
      );
      const shape = (body: string | undefined) =>
        readMarkdown(body ?? '').blocks.map((block) => block.kind);
      expect({ slug, parts: shape(es?.words.body) }).toEqual({
        slug,
        parts: shape(en?.words.body),
      });
    }
  });

  test.each(texts.map((text) => [`${text.slug} ${text.words.language}`, text] as const))(
    '%s is for grade 8 at most, names people as people, and reads without a problem',
    (_, { words }) => {
      const { blocks, problems } = readMarkdown(words.body);
      expect(problems).toEqual([]);
      const grade = readingGrade(wordsOf(blocks), words.language);
      expect(grade ?? 0).toBeLessThanOrEqual(8);
      expect(LABELS.exec(`${words.title} ${words.teaser} ${wordsOf(blocks)}`)).toBeNull();
    },
  );

  test.each(articles.map((text) => [`${text.slug} ${text.words.language}`, text] as const))(
    '%s shows the number within the text, has its sources, and says that it is no medical advice',
    (_, { words }) => {
      const { blocks } = readMarkdown(words.body);
      const call = blocks.findIndex(({ kind }) => kind === 'call');
      expect(call).toBeGreaterThan(3);
      expect(call).toBeLessThan(blocks.length - 3);
      expect(words.sources.length).toBeGreaterThanOrEqual(3);
      const publishers = words.sources.map(({ publisher }) => publisher).join();
      expect(publishers).toMatch(
        /National Institute|Substance Abuse and Mental Health|Centers for Disease/,
      );
      const dates = words.sources.map(({ dated }) => dated ?? '').join() + wordsOf(blocks);
      expect(dates).toMatch(/\b20[12]\d\b/);
      const last = blocks.at(-1);
      expect(last?.kind === 'paragraph' ? textOf(last.runs) : '').toMatch(
        /general information|información general/,
      );
    },
  );

  test('a file that is none is refused by its name', () => {
    expect(() => parseShipped('article.x.de.md', '')).toThrow('article.x.de.md');
    expect(() => parseShipped('article.x.en.md', 'no head')).toThrow('article.x.en.md');
    expect(() => parseShipped('article.x.en.md', '---\ntitle: A\n---\nText\n')).toThrow(
      'article.x.en.md',
    );
  });
});

describe('the school grade of a text', () => {
  test('hard words and long sentences need more school; a few words say nothing', () => {
    const easy = 'The cat sat on the mat. It was a good mat. The dog ran to me. '.repeat(8);
    const hard =
      'Pharmacological interventions considerably ameliorate physiological dependence notwithstanding insufficient institutional collaboration. '.repeat(
        12,
      );
    expect(readingGrade(easy, 'en')).toBeLessThan(3);
    expect(readingGrade(hard, 'en')).toBeGreaterThan(14);
    expect(readingGrade('The cat sat.', 'en')).toBeNull();
    const facil = 'El gato come pan. Mi casa es azul. El sol sale hoy. Voy a mi casa. '.repeat(8);
    const dificil =
      'Las intervenciones farmacológicas institucionales considerablemente interdisciplinarias facilitan extraordinariamente la rehabilitación. '.repeat(
        12,
      );
    expect(readingGrade(facil, 'es')).toBeLessThan(5);
    expect(readingGrade(dificil, 'es')).toBeGreaterThan(12);
  });

  test.each([
    ['casa', 2],
    ['país', 2],
    ['leer', 2],
    ['bien', 1],
    ['guitarra', 3],
    ['pingüino', 3],
    ['recuperación', 5],
    ['y', 1],
  ])('%s has %i syllables', (word, count) => {
    expect(spanishSyllables(word)).toBe(count);
  });
});
