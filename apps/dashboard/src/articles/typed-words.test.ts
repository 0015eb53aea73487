import { describe, expect, test } from '@jest/globals';
import { slugFrom, sourcesOf, typedTexts, wordsToSend } from './typed-words';

describe('what is typed into a page', () => {
  test('sources are a line each; a date may be left out', () => {
    expect(
      sourcesOf(
        'NIDA | Heroin | https://nida.nih.gov/ | July 2020\n\nCDC|Overdose|https://cdc.gov',
      ),
    ).toEqual([
      { publisher: 'NIDA', title: 'Heroin', url: 'https://nida.nih.gov/', dated: 'July 2020' },
      { publisher: 'CDC', title: 'Overdose', url: 'https://cdc.gov', dated: undefined },
    ]);
  });

  test('only a language that was changed is sent', () => {
    const before = typedTexts(null, 'Rosa');
    const texts = { ...before, es: { ...before.es, title: 'Hola' } };
    expect(
      wordsToSend(texts, before).map(({ language, title, author }) => [language, title, author]),
    ).toEqual([['es', 'Hola', 'Rosa']]);
    expect(wordsToSend(before, before)).toEqual([]);
  });

  test.each([
    ['Signs of a relapse', 'signs-of-a-relapse'],
    ['¿Qué más? ¡Ya!', 'que-mas-ya'],
    ['***', ''],
  ])('%s has the address %s', (title, slug) => {
    expect(slugFrom(title)).toBe(slug);
  });
});
