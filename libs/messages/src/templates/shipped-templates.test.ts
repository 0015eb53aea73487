import { describe, expect, test } from '@jest/globals';
import { fillTemplate, smsSegments, TEMPLATE_VARIABLES, unsafeWord } from '#contract';
import { SHIPPED_TEMPLATES } from './shipped-templates.js';
import { refuseText } from './template.service.js';

describe('R21 shipped templates', () => {
  test.each(
    SHIPPED_TEMPLATES.flatMap(({ code, channel, texts }) =>
      texts.map((text) => ({ code, channel, ...text })),
    ),
  )(
    '$code in $language names nothing that a lock screen must not show, and only what can be filled in',
    ({ channel, language, subject, body }) => {
      expect(() => refuseText(channel, { language, subject, body })).not.toThrow();
      expect(fillTemplate(body, TEMPLATE_VARIABLES).missing).toEqual([]);
    },
  );

  test('every template is there in English and in Spanish, and an SMS is at most three parts', () => {
    for (const { channel, texts } of SHIPPED_TEMPLATES) {
      expect(texts.map(({ language }) => language)).toEqual(['en', 'es']);
      if (channel === 'email') continue;
      for (const { body } of texts) {
        expect(smsSegments(fillTemplate(body, TEMPLATE_VARIABLES).text)).toBeLessThanOrEqual(3);
      }
    }
  });
});

describe('lock-screen words', () => {
  test.each([
    ['Your treatment starts Monday', 'treatment'],
    ['About your REHAB stay', 'REHAB'],
    ['a bed in the facility', 'facility'],
    ['congratulations on your recovery', 'recovery'],
    ['su tratamiento', 'tratamiento'],
    ['la clínica abre', 'clínica'],
    ['desintoxicación', 'desintoxicación'],
    ['¿drogas?', 'drogas'],
    ['naloxone kit', 'naloxone'],
    ['detox-bed', 'detox'],
    ['opio\u0301ides', 'opio\u0301ides'],
    ['the best method', null],
    ['recover your password', null],
    ['we called about your request', null],
    ['', null],
  ])('%s', (text, word) => expect(unsafeWord(text)).toBe(word));
});
