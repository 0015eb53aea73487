import type { NumbersReport, ReportTargetView } from '#contract';
import { valueInWords } from './value-words.js';

/** Who writes. */
export interface ReportSender {
  organisation: string;
  postalAddress: string;
}

/** The words of an e-mail to a colleague; its subject says nothing of treatment (rule R21). */
export interface ReportWords {
  subject: string;
  text: string;
  html: string;
}

/** A saved report: its numbers in a few lines; PDF and CSV come with it. */
export function savedReportMail(
  sender: ReportSender,
  name: string,
  report: NumbersReport,
): ReportWords {
  const lines = report.numbers.map(({ label, total, before, unit }) => {
    const then = before ? ` (the period before: ${valueInWords(before.value, unit)})` : '';
    return `${label}: ${valueInWords(total.value, unit)}${then}`;
  });
  return composed(sender, `Your report “${name}”`, [
    `${name}, ${report.from} to ${report.to}.`,
    ...lines,
    'The PDF and the table are attached. They hold numbers alone; the records behind them are at the desk, under Reports.',
  ]);
}

/** That a target is missed. */
export function missedTargetMail(sender: ReportSender, target: ReportTargetView): ReportWords {
  const { label, side, value, unit, lastValue, lastCounted, lastOf } = target;
  const wanted = `${side === 'at_least' ? 'at least' : 'at most'} ${valueInWords(value, unit)}`;
  const parts = unit === 'share' && lastOf !== null ? ` (${lastCounted} of ${lastOf})` : '';
  return composed(sender, `Target missed: ${label}`, [
    `“${label}” is ${valueInWords(lastValue, unit)}${parts}; it was to be ${wanted}.`,
    'Who is behind the number is at the desk, under Reports.',
  ]);
}

function composed(
  sender: ReportSender,
  subject: string,
  paragraphs: readonly string[],
): ReportWords {
  const foot = [sender.organisation, ...sender.postalAddress.split(/\r?\n/).filter(Boolean)];
  const why = 'You get this because a colleague, or you, chose so at the desk under Reports.';
  const text = [...paragraphs, '', '-- ', ...foot, why, ''].join('\n');
  const html = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 Georgia,serif;color:#1f2a2e;background:#fff">
${paragraphs.map((each) => `<p style="margin:0 0 10px">${escaped(each)}</p>`).join('\n')}
<hr style="border:0;border-top:1px solid #c9d3d6;margin:24px 0 12px">
<p style="font-size:13px;color:#51626a">${[...foot, why].map(escaped).join('<br>')}</p>
</body></html>`;
  return { subject, text, html };
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
