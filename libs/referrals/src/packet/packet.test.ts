import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { codesOf, PACKET_SECTIONS } from '#contract';
import { type PacketFacts, packetParts } from './packet.js';
import { REDISCLOSURE_NOTICE } from './redisclosure-notice.js';

const FACTS: PacketFacts = {
  name: 'Maria Lopez',
  birthDate: '1990-02-03',
  phone: '+15550100199',
  email: 'maria@example.com',
  language: 'es',
  safeToVoicemail: false,
  substances: ['alcohol'],
  levelWanted: 'wm_3_7',
  whenWanted: 'today',
  age: 36,
  pregnant: 'no',
  urgency: 'P1',
  payment: 'coverage',
  coverages: [
    {
      payer: 'Aetna',
      planType: 'ppo',
      memberId: 'W123',
      groupNumber: null,
      subscriberName: 'Ana Lopez',
    },
  ],
  travel: [{ label: 'Leaves', value: 'November 25' }],
};
/** What only its own section may tell. */
const TELLS = {
  identity: ['Maria Lopez', '1990-02-03'],
  contact: ['+15550100199', 'maria@example.com'],
  needs: ['<alcohol>', '<wm_3_7>', '<today>'],
  safety: ['36', 'P1'],
  coverage: ['Aetna', 'W123', 'Ana Lopez'],
  travel: ['November 25'],
};
const words = { label: (_list: string, code: string) => `<${code}>` };
const section = fc.constantFrom(...codesOf(PACKET_SECTIONS));

describe('R10 a packet', () => {
  test('holds what the consent lets out, and nothing of the other sections', () => {
    fc.assert(
      fc.property(fc.uniqueArray(section), (sections) => {
        const parts = packetParts(FACTS, sections, words);
        const values = new Set(parts.flatMap((part) => part.lines.map(({ value }) => value)));
        for (const [of, told] of Object.entries(TELLS)) {
          const letOut = new Set<string>(sections).has(of);
          for (const value of told) expect(values.has(value)).toBe(letOut);
        }
      }),
    );
  });

  test('leaves out what is not known rather than saying so', () => {
    const empty = { ...FACTS, name: null, birthDate: null, travel: [] };
    expect(packetParts(empty, ['identity', 'travel'], words)).toEqual([]);
  });

  test('says yes and no of voicemail in words', () => {
    const [part] = packetParts(FACTS, ['contact'], words);
    expect(part?.lines).toContainEqual({ label: 'Safe to leave a voicemail', value: 'No' });
    expect(part?.lines).toContainEqual({ label: 'Language', value: 'Spanish' });
  });
});

test('R10 the notice of 42 CFR 2.32 is whole', () => {
  const text = REDISCLOSURE_NOTICE.join(' ');
  for (const part of [
    '42 CFR part 2',
    '42 CFR 2.12(c)(5)',
    '2.64 or 2.65',
    '(i)',
    '(ii)',
    '(iii)',
    '42 CFR 2.31',
  ]) {
    expect(text).toContain(part);
  }
});
