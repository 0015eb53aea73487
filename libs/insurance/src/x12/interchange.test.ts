import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { X12Parser } from 'node-x12';
import type { EligibilityRequest } from '../eligibility/request.js';
import { compose271 } from '../simulated/compose.js';
import { scenarioOf } from '../simulated/plans.js';
import { readInterchange, repeatsOf } from './interchange.js';
import { read271 } from './read-271.js';
import { clean, write270 } from './write-270.js';

const QUESTION = {
  trace: 'T1',
  payerId: '60054',
  payerName: 'SAMPLE',
  npi: '1999999984',
  memberId: 'PPO1',
  lastName: 'DOE',
  firstName: 'JANE',
  born: '19900228',
  serviceType: 'CI',
  on: '20261120',
};
/** One line for each segment, as the simulator writes it: `*`, `:`, `^`, `~` and a line end. */
const SAMPLE = compose271(QUESTION, scenarioOf('PPO1'));

describe('the separators are what the ISA says', () => {
  const separator = fc.constantFrom(...'*|^~!:>;+\\\u001c\u001d\u001e\u001f#%='.split(''));
  const four = fc
    .tuple(separator, separator, separator, separator)
    .filter((all) => new Set(all).size === 4);

  test('any four separators, any line ends: the same answer', () => {
    const expected = read271(SAMPLE);
    fc.assert(
      fc.property(
        four,
        fc.constantFrom('', '\n', '\r\n'),
        fc.constantFrom('', '\uFEFF', '\r\n', '  \n'),
        ([element, component, repetition, segment], after, before) => {
          const turned: Record<string, string> = {
            '*': element,
            ':': component,
            '^': repetition,
            '~': `${segment}${after}`,
            '\n': '',
          };
          const text = SAMPLE.replaceAll(/[*:^~\n]/g, (one) => turned[one] ?? one);
          expect(read271(before + text)).toEqual(expected);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('a line end may be the separator of segments', () => {
    expect(read271(SAMPLE.replaceAll('~\n', '\n'))).toEqual(read271(SAMPLE));
  });

  test('version 4010 has no repetition separator: ISA11 is an identifier there', () => {
    const old = SAMPLE.replace('*^*00501*', '*U*00401*');
    expect(readInterchange(old).delimiters.repetition).toBeNull();
    expect(repeatsOf('A4^A6', readInterchange(old).delimiters)).toEqual(['A4^A6']);
  });
});

describe('what is no whole interchange is refused', () => {
  test('cut anywhere: an error, never half an answer', () => {
    const last = SAMPLE.indexOf('IEA');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: last }), (at) => {
        expect(() => read271(SAMPLE.slice(0, at))).toThrow(
          /begin with an ISA|part of it is missing/,
        );
      }),
    );
  });

  test.each(['', 'hello', '{"x12":1}', `ISA*${'0'.repeat(200)}`, 'ISA'.repeat(60)])(
    '%j',
    (text) => {
      expect(() => readInterchange(text)).toThrow(
        expect.objectContaining({ code: 'x12.not_an_interchange' }),
      );
    },
  );

  test('any text at all: an answer or an X12Error, nothing else', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), fc.boolean(), (text, headed) => {
        try {
          read271(headed ? SAMPLE.slice(0, 110) + text : text);
        } catch (error) {
          expect(error).toHaveProperty('name', 'X12Error');
        }
      }),
    );
  });

  test('numbers that disagree are told, and the answer is read all the same', () => {
    const odd = SAMPLE.replace(/SE\*\d+\*0001/, 'SE*99*0009');
    expect(readInterchange(odd).faults).toEqual([
      'ST02 and SE02 disagree',
      'SE01 counts other segments',
    ]);
    expect(read271(odd)).toEqual(read271(SAMPLE));
    expect(readInterchange(SAMPLE).faults).toEqual([]);
  });
});

describe('the 270 we write', () => {
  const REQUEST: EligibilityRequest = {
    payerId: '60054',
    payerName: 'Aetna',
    provider: { npi: '1999999984', name: 'Bridgeline' },
    subscriber: { firstName: 'José', lastName: 'Núñez', born: '1960-05-01', memberId: 'W123' },
    dependent: null,
    serviceType: 'AI',
    on: '2026-11-20',
    trace: '0199aaaa-0000-7000-8000-000000000001',
  };
  const ENVELOPE = { sender: 'BRIDGELINE', receiver: 'SIMULATOR', usage: 'T' as const };
  const NOW = new Date('2026-11-20T15:04:00Z');
  const rows = (text: string) =>
    readInterchange(text).segments.map(({ elements }) => elements.join('*'));

  test('asks for one service of the subscriber', () => {
    expect(rows(write270(REQUEST, ENVELOPE, NOW)).slice(2, -3)).toEqual([
      'ST*270*0001*005010X279A1',
      'BHT*0022*13*0199AAAA-0000-7000-8000-000000000001*20261120*1504',
      'HL*1**20*1',
      'NM1*PR*2*AETNA*****PI*60054',
      'HL*2*1*21*1',
      'NM1*1P*2*BRIDGELINE*****XX*1999999984',
      'HL*3*2*22*0',
      'TRN*1*0199AAAA-0000-7000-8000-000000000001*9199999998',
      'NM1*IL*1*NUNEZ*JOSE****MI*W123',
      'DMG*D8*19600501',
      'DTP*291*D8*20261120',
      'EQ*AI',
    ]);
  });

  test('asks for a dependant under the subscriber', () => {
    const dependent = { firstName: 'Mia', lastName: 'Núñez', born: '2004-02-29' };
    const text = write270({ ...REQUEST, dependent }, ENVELOPE, NOW);
    expect(rows(text)).toEqual(
      expect.arrayContaining([
        'HL*3*2*22*1',
        'HL*4*3*23*0',
        'NM1*03*1*NUNEZ*MIA',
        'DMG*D8*20040229',
      ]),
    );
    expect(rows(text).filter((row) => row.startsWith('TRN'))).toHaveLength(1);
  });

  test('R17 whatever people typed, another strict parser takes it for one whole 270', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.string({ maxLength: 80 }),
        (one, other) => {
          const subscriber = { ...REQUEST.subscriber, lastName: one, memberId: other };
          const text = write270({ ...REQUEST, payerName: other, subscriber }, ENVELOPE, NOW);
          expect(readInterchange(text).faults).toEqual([]);
          const parsed = new X12Parser(true).parse(text);
          expect(
            'functionalGroups' in parsed && parsed.functionalGroups[0]?.transactions.length,
          ).toBe(1);
          expect(clean(one, 60)).toMatch(/^[A-Z0-9 !"&'()+,\-./;?=]{0,60}$/);
        },
      ),
    );
  });
});
