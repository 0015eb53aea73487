import { expect, test } from '@jest/globals';
import { inflateSync } from 'node:zlib';
import { packetPdf } from './packet-pdf.js';
import { paperText } from './paper-text.js';
import { REDISCLOSURE_NOTICE } from './redisclosure-notice.js';

const PAPER = {
  title: 'Referral to Cedar House',
  sender: ['Harbor Line Referral Services', '1 Pier Road'],
  recipient: ['Cedar House', 'Residential'],
  made: 'November 24, 2026',
  parts: [
    {
      section: 'identity' as const,
      title: 'Patient',
      lines: [{ label: 'Name', value: 'Ирина Łopez محمد Ñandú' }],
    },
  ],
  notice: REDISCLOSURE_NOTICE,
  consent: 'The patient consented.',
  cover: null,
};

/** Every stream of a PDF as it was before it was made small. */
function streams(pdf: Buffer): string {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)]
    .map(([, body]) => {
      try {
        return inflateSync(Buffer.from(body as string, 'latin1')).toString('latin1');
      } catch {
        return '';
      }
    })
    .join('\n');
}

/** The characters that the embedded fonts give back when text is copied: their ToUnicode maps. */
function readable(pdf: Buffer): Set<string> {
  const found = new Set<string>();
  for (const [, hex] of streams(pdf).matchAll(/<([0-9a-f]{4,})>/g)) {
    for (let at = 0; at < (hex?.length ?? 0); at += 4) {
      found.add(String.fromCharCode(Number.parseInt(hex?.slice(at, at + 4) ?? '0', 16)));
    }
  }
  return found;
}

test('a packet is tagged, says its language and title, and embeds fonts that hold names of many scripts', async () => {
  const pdf = await packetPdf(PAPER);
  const text = pdf.toString('latin1');
  expect(text.startsWith('%PDF-1.7')).toBe(true);
  for (const part of [
    '/StructTreeRoot',
    '/Marked true',
    '/Lang',
    '/H1',
    '/H2',
    '/FontFile2',
    'pdfuaid',
  ]) {
    expect(text + streams(pdf)).toContain(part);
  }
  const letters = readable(pdf);
  for (const letter of 'ИринаŁÑú') expect(letters.has(letter)).toBe(true);
  expect(pdf.length).toBeLessThan(200_000);
}, 20_000);

test.each([
  ['王小明', '[U+738B][U+5C0F][U+660E]', true],
  ['Kim 김 👩‍⚕️', 'Kim [U+AE40] [U+1F469]⚕', true],
  ['محمد علي', 'علي محمد', false],
  ['Name: דוד בן גוריון, 34', 'Name: גוריון, בן דוד 34', false],
  ['Ирина Łopez\nÑandú', 'Ирина Łopez\nÑandú', false],
])('%j is printed as %j', (text, printed, lost) => {
  // As DejaVu: no Chinese, Japanese or Korean, no people among the emoji.
  const hasGlyph = (codePoint: number) => codePoint < 0x2e80;
  expect(paperText(text, (point) => hasGlyph(point) && point !== 0x200d)).toEqual({
    text: printed,
    lost,
  });
});

test('a name that the fonts have no form for stands as numbers, and the paper says how to read them', async () => {
  const named = (value: string) => ({
    ...PAPER,
    parts: [{ section: 'identity' as const, title: 'Patient', lines: [{ label: 'Name', value }] }],
  });
  const numbered = readable(await packetPdf(named('王小明')));
  for (const letter of '[U+738B]') expect(numbered.has(letter)).toBe(true);
  expect(numbered.has('王')).toBe(false);
  const size = (value: string) => packetPdf(named(value)).then((pdf) => streams(pdf).length);
  expect(await size('王')).toBeGreaterThan(await size('[U+738B]'));
}, 20_000);

test('a fax has a cover page before it that tells nothing of the patient', async () => {
  const pages = (pdf: Buffer) => [...pdf.toString('latin1').matchAll(/\/Type \/Page\b/g)].length;
  const plain = await packetPdf(PAPER);
  const fax = await packetPdf({ ...PAPER, cover: 'To the admissions team.' });
  expect(pages(fax)).toBe(pages(plain) + 1);
}, 20_000);
