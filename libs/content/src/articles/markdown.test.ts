import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ContentBlock } from '#contract';
import { readMarkdown, wordsOf } from './markdown.js';

const PICTURE = '0190a0a0-0000-7000-8000-000000000000';
const blocks = (text: string) => readMarkdown(text).blocks;

describe('reading Markdown', () => {
  test('headings with addresses of their own, paragraphs, lists, notes, links, the number', () => {
    const text = [
      '## Signs to see',
      'A **strong** and *quiet* [link](https://nida.nih.gov/).',
      '- one\n- two',
      '1. first',
      '> Call [911](tel:911).',
      '[[call]]',
      '## Signs to see',
      '### ¿Qué más?',
    ].join('\n\n');
    expect(blocks(text)).toEqual([
      { kind: 'heading', level: 2, anchor: 's-signs-to-see', runs: [{ text: 'Signs to see' }] },
      {
        kind: 'paragraph',
        runs: [
          { text: 'A ' },
          { text: 'strong', strong: true },
          { text: ' and ' },
          { text: 'quiet', emphasis: true },
          { text: ' ' },
          { text: 'link', href: 'https://nida.nih.gov/' },
          { text: '.' },
        ],
      },
      { kind: 'list', ordered: false, items: [[{ text: 'one' }], [{ text: 'two' }]] },
      { kind: 'list', ordered: true, items: [[{ text: 'first' }]] },
      {
        kind: 'note',
        paragraphs: [[{ text: 'Call ' }, { text: '911', href: 'tel:911' }, { text: '.' }]],
      },
      { kind: 'call' },
      { kind: 'heading', level: 2, anchor: 's-signs-to-see-2', runs: [{ text: 'Signs to see' }] },
      { kind: 'heading', level: 3, anchor: 's-que-mas', runs: [{ text: '¿Qué más?' }] },
    ]);
  });

  test('a picture is one of ours, and needs words on what it shows', () => {
    expect(readMarkdown(`![A bridge](/pictures/${PICTURE})`)).toEqual({
      blocks: [{ kind: 'picture', pictureId: PICTURE, alt: 'A bridge' }],
      problems: [],
    });
    expect(readMarkdown(`![](/pictures/${PICTURE})`).problems).toHaveLength(1);
    const foreign = readMarkdown('![x](https://elsewhere.example/x.png)');
    expect(foreign.blocks).toEqual([]);
    expect(foreign.problems).toHaveLength(1);
  });

  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java\nscript:alert(1))',
    '[x](&#106;avascript:alert(1))',
    '[x](data:text/html;base64,PHNjcmlwdD4=)',
    '[x](vbscript:msgbox(1))',
    '[x](http://plain.example/)',
    '[x](//elsewhere.example/)',
    '[x][1]\n\n[1]: javascript:alert(1)',
    '<javascript:alert(1)>',
    '![x](javascript:alert(1))',
    '<svg><script>alert(1)</script></svg>',
    '```html\n<script>alert(1)</script>\n```',
    '<!-- --><iframe src="//e.example">',
  ])('R17 %s becomes words, and no address', (hostile) => {
    for (const block of blocks(hostile)) {
      expect(ContentBlock.parse(block)).toEqual(block);
      expect(JSON.stringify(block)).not.toMatch(/"href"/);
      expect(block.kind).not.toBe('picture');
    }
  });

  test('a link without an address is words, and said', () => {
    expect(readMarkdown('[read on]() here')).toEqual({
      blocks: [{ kind: 'paragraph', runs: [{ text: 'read on' }, { text: ' here' }] }],
      problems: ['A link needs an address: [words](https://…).'],
    });
    expect(blocks('[\n]()[')).toEqual([
      { kind: 'paragraph', runs: [{ text: ' ' }, { text: '[' }] },
    ]);
  });

  test('R17 whatever is typed, only addresses of the allowed kinds come out, and nothing is thrown', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        '[',
        '](',
        ')',
        '<',
        '>',
        'javascript:',
        '![',
        '&#x6A;',
        '\n',
        '> ',
        '- ',
        '`',
        '**',
        '\\',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        for (const block of blocks(pieces.join(''))) {
          ContentBlock.parse(block);
          const addresses = [...JSON.stringify(block).matchAll(/"href":"((?:[^"\\]|\\.)*)"/g)];
          for (const [, address] of addresses) {
            expect(address).toMatch(/^(https:\/\/|mailto:|tel:|sms:|\/(?![/\\])|#)/i);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test('its words are what is counted', () => {
    expect(wordsOf(blocks('## A\n\nB **c**\n\n- d\n\n[[call]]'))).toBe('A\nB c\nd');
  });
});
