import type { NumbersReport, NumberValue, Slice } from '#contract';
import { csvRow } from '../numbers/csv.js';

const VALUES: readonly [string, (value: NumberValue) => number | null][] = [
  ['value', ({ value }) => value],
  ['counted', ({ counted }) => counted],
  ['of', ({ of }) => of],
  ['left out', ({ leftOut }) => leftOut],
  ['median, business seconds', ({ business }) => business?.median ?? null],
  ['90th percentile, business seconds', ({ business }) => business?.p90 ?? null],
  ['median, wall-clock seconds', ({ wall }) => wall?.median ?? null],
  ['spent, cents', ({ spentCents }) => spentCents],
];

/** A report as CSV: one line a number or bar, raw values in their units, formulas made plain (rule R17). No patient is in it. */
export function reportCsv(report: NumbersReport): string {
  const slices = [
    ...new Set(
      report.numbers.flatMap(({ rows }) =>
        rows.flatMap(({ keys }) => Object.keys(keys) as Slice[]),
      ),
    ),
  ];
  const head = ['number', 'unit', 'from', 'to', ...slices, ...VALUES.map(([name]) => name)];
  const lines = [csvRow([...head, 'value, the period before'])];
  for (const { label, unit, total, before, rows } of report.numbers) {
    const cells = (value: NumberValue) => VALUES.map(([, read]) => read(value));
    lines.push(
      csvRow([
        label,
        unit,
        report.from,
        report.to,
        ...slices.map(() => 'all'),
        ...cells(total),
        before?.value ?? null,
      ]),
    );
    for (const row of rows) {
      const [from, to] = [row.from ?? report.from, row.to ?? report.to];
      const named = slices.map((slice) => row.labels[slice] ?? null);
      lines.push(
        csvRow([label, unit, from, to, ...named, ...cells(row), row.before?.value ?? null]),
      );
    }
  }
  return `\uFEFF${lines.join('')}`;
}
