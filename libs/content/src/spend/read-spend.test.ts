import { describe, expect, test } from '@jest/globals';
import {
  centsOf,
  guessSpendMapping,
  monthOf,
  readSpendTable,
  spendLines,
  UnreadableSpend,
} from './read-spend.js';

const SOURCES = [
  { id: 'ads', code: 'paid_search', name: 'Paid search' },
  { id: 'soc', code: 'social', name: 'Social' },
  { id: 'bill', code: 'own_1', name: 'Billboard I-95' },
];
const linesOf = (text: string | Buffer, usual: string | null = 'ads') => {
  const table = readSpendTable(Buffer.from(text as string));
  return spendLines(table, guessSpendMapping(table.columns), SOURCES, usual);
};

describe('an amount', () => {
  test.each([
    ['$1,234.56', 123_456],
    ['1234.5', 123_450],
    ['12.345', 1235],
    ['0.004', 0],
    ['1,000,000 USD', 100_000_000],
    ['US$ 7', 700],
    ['--', 0],
    ['', 0],
  ])('%s is %d cents', (text, cents) => expect(centsOf(text)).toBe(cents));

  test.each([
    '1.234,56',
    '12,34',
    '(45.00)',
    '-3',
    '€ 20',
    '20 EUR',
    '=1+1',
    "=cmd|' /C calc'!A0",
    '1e9',
    'NaN',
    '99999999999',
    'twelve',
  ])('%s is none, and says so', (text) => expect(centsOf(text)).toMatch(/^“.*” (is|are) /));
});

describe('a month', () => {
  test.each([
    ['2026-03-31', '2026-03'],
    ['2026-3', '2026-03'],
    ['2026/12/01', '2026-12'],
    ['3/5/2026', '2026-03'],
    ['3/5/26', '2026-03'],
    ['03/2026', '2026-03'],
    ['Mar 2026', '2026-03'],
    ['March 5, 2026', '2026-03'],
    ['2024-02-29', '2024-02'],
    ['2026-03-01T00:00:00Z', '2026-03'],
  ])('%s is in %s', (text, month) => expect(monthOf(text)).toBe(month));

  test.each(['2026-02-29', '31/12/2026', '2026-13', '1999-01', '46000', 'Q1 2026', 'Foo 2026', ''])(
    '%s is in none',
    (text) => expect(monthOf(text)).toBeNull(),
  );
});

describe('a table of spend', () => {
  test('days of one campaign are one line of their month, whatever the case of its name', () => {
    expect(
      linesOf(
        'Day,Campaign,Cost\n2026-03-01,Detox,10.10\n2026-03-02,detox,0.25\n2026-04-01,Detox,1',
      ),
    ).toEqual([
      {
        row: 2,
        rows: 2,
        problems: [],
        target: { month: '2026-03', sourceId: 'ads', campaign: 'Detox', cents: 1035 },
      },
      {
        row: 4,
        rows: 1,
        problems: [],
        target: { month: '2026-04', sourceId: 'ads', campaign: 'Detox', cents: 100 },
      },
    ]);
  });

  test('an advertising network’s export: title, UTF-16, tabs, totals', () => {
    const text =
      '\ufeffCampaign report\r\n"March 1, 2026 - March 31, 2026"\r\nCampaign\tMonth\tCurrency code\tCost\r\nSpring\tMar 2026\tUSD\t"1,200.00"\r\nTotal: Campaigns\t --\tUSD\t"1,200.00"\r\n';
    for (const content of [
      Buffer.from(text, 'utf16le'),
      Buffer.from(text, 'utf16le').swap16(),
      Buffer.from(text),
    ]) {
      const lines = linesOf(content);
      expect(lines[0]?.target).toEqual({
        month: '2026-03',
        sourceId: 'ads',
        campaign: 'Spring',
        cents: 120_000,
      });
      expect(lines[1]).toMatchObject({
        target: null,
        problems: [expect.stringContaining('totals')],
      });
    }
  });

  test('a source by its name, its code or what the network calls itself; one nobody knows is said', () => {
    const lines = linesOf(
      'Month,Source,Spend\n2026-03,Billboard I-95,1\n2026-03,paid-search,2\n2026-03,Facebook Ads,3\n2026-03,Zeppelin,4\n2026-03,,5',
      null,
    );
    expect(lines.map(({ target }) => target?.sourceId)).toEqual([
      'bill',
      'ads',
      'soc',
      undefined,
      undefined,
    ]);
    expect(lines[3]?.problems).toEqual(['“Zeppelin” is no source of ours.']);
    expect(lines[4]?.problems).toEqual(['It names no source. Choose the source of the file.']);
  });

  test('R17 hostile cells are text or refused, and nothing else of the file suffers', () => {
    const lines = linesOf(
      [
        'Month,Campaign,Cost,Currency',
        `2026-03,"=HYPERLINK(""http://x.example"",""a"")",1,USD`,
        '2026-03,<script>alert(1)</script>,2,USD',
        `2026-03,${'x'.repeat(100_000)},3,USD`,
        '2026-03,plain,=1+1,USD',
        '2026-03,plain,4,BTC',
        '2026-03,"half \u202Eeht\u202C "" quote",5,USD',
      ].join('\n'),
    );
    expect(lines.map(({ target }) => target?.campaign ?? null)).toEqual([
      '=HYPERLINK("http://x.example","a")',
      '<script>alert(1)</script>',
      null,
      null,
      null,
      'half \u202Eeht\u202C " quote',
    ]);
    expect(lines[2]?.problems).toEqual(['A cell is longer than 500 characters.']);
    expect(lines[3]?.problems).toEqual(['“=1+1” is no amount.']);
    expect(lines[4]?.problems).toEqual(['“BTC” are no US dollars.']);
  });

  test.each([
    ['', 'empty'],
    ['one\n2\n', 'one column'],
    ['Month,Cost\n', 'no rows'],
    ['PK\u0003\u0004\u0000\u0000', 'no text'],
    ['a,b\n1,2', 'No column'],
  ])('%j cannot be read, and says why', (text, why) => {
    expect(() => linesOf(text)).toThrow(UnreadableSpend);
    expect(() => linesOf(text)).toThrow(why);
  });
});
