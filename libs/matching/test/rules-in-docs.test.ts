import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { LEVELS_SERVING, levelWords } from '../src/levels.js';
import { RULES, RULES_VERSION } from '../src/rules/rules.js';

/** Tables as the document has them; how wide their columns are is the formatter's. */
const plain = (text: string) => text.replaceAll(/[ -]+/g, ' ');

const line = (...cells: string[]) => `| ${cells.join(' | ')} |`;

test('docs/matching.md tells the rules as the code has them', () => {
  const document = plain(readFileSync('docs/matching.md', 'utf8'));
  expect(document).toContain(plain(`Rules version ${RULES_VERSION}.`));
  for (const { title, kind, says } of RULES) {
    expect(document).toContain(plain(line(title, kind, says)));
  }
  for (const [level, serving] of Object.entries(LEVELS_SERVING)) {
    for (const { level: other, from, ask, because } of serving) {
      const row = line(levelWords(level), levelWords(other), from, ask ? 'ask' : 'serves', because);
      expect(document).toContain(plain(row));
    }
  }
});
