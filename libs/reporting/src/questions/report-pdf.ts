import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { NumberAnswer, NumberRow, NumbersReport } from '#contract';
import { dateFormat } from '#platform';
import { numberNamed } from '../catalogue/catalogue.js';
import { valueInWords } from './value-words.js';

/** What the paper says beside its numbers. */
export interface ReportPaper {
  title: string;
  organisation: string;
  report: NumbersReport;
  /** When it was made; shown in the zone of its days. */
  madeAt: Date;
}

const FONTS = {
  regular: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  bold: 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
};
const MARGIN = 54;
const INK = '#1b2827';
const QUIET = '#55625f';
const LINE = '#d8d2c4';
const BAR = '#0f5450';
/** Bars of a number on paper; the file has them all. */
const MOST_ROWS = 25;

let fonts: { regular: Buffer; bold: Buffer } | undefined;

/**
 * A report as a PDF: US letter, tagged for screen readers, its fonts embedded; numbers alone, no patient. What writes it
 * is loaded with the first report.
 */
export async function reportPdf(paper: ReportPaper): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit');
  fonts ??= { regular: fontOf(FONTS.regular), bold: fontOf(FONTS.bold) };
  const doc = new PDFDocument({
    size: 'LETTER',
    margin: MARGIN,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en-US',
    displayTitle: true,
    info: { Title: paper.title, Author: paper.organisation },
  });
  doc.registerFont('regular', fonts.regular);
  doc.registerFont('bold', fonts.bold);
  const root = doc.struct('Document');
  doc.addStructure(root);
  const element = (type: 'H1' | 'H2' | 'P', draw: () => void) =>
    root.add(doc.struct(type, {}, draw));
  const write = (font: string, size: number, colour: string, text: string) =>
    doc.font(font).fontSize(size).fillColor(colour).text(text, MARGIN, doc.y, { lineGap: 2 });
  const { report } = paper;
  element('H1', () => write('bold', 18, INK, paper.title));
  element('P', () =>
    write(
      'regular',
      9.5,
      QUIET,
      `${paper.organisation} · ${report.from} to ${report.to}, days of ${report.timeZone} · made ${momentInWords(paper.madeAt, report.timeZone)}`,
    ),
  );
  for (const answer of report.numbers) {
    if (doc.y > doc.page.height - 170) doc.addPage();
    doc.moveDown(1);
    element('H2', () => write('bold', 12.5, INK, answer.label));
    element('P', () => write('bold', 16, INK, totalInWords(answer)));
    element('P', () => write('regular', 8.5, QUIET, meaningOf(answer)));
    const rows = answer.rows.slice(0, MOST_ROWS);
    const most = Math.max(...rows.map(({ value }) => value ?? 0), 0);
    for (const row of rows) element('P', () => bar(doc, row, answer, most));
    if (answer.rows.length > rows.length) {
      element('P', () =>
        write('regular', 8.5, QUIET, `and ${answer.rows.length - rows.length} more, in the CSV`),
      );
    }
  }
  root.end();
  return ended(doc);
}

/** "November 24, 2026 at 10:00 AM EST". */
function momentInWords(at: Date, timeZone: string): string {
  const day = dateFormat('en-US', { dateStyle: 'long', timeZone }).format(at);
  const hour = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;
  return `${day} at ${dateFormat('en-US', { ...hour, timeZone }).format(at)}`;
}

function totalInWords({ total, before, unit }: NumberAnswer): string {
  const parts = total.of === null || unit !== 'share' ? '' : ` (${total.counted} of ${total.of})`;
  const then = before ? `; the period before ${valueInWords(before.value, unit)}` : '';
  return `${valueInWords(total.value, unit)}${parts}${then}`;
}

function meaningOf({ name, total }: NumberAnswer): string {
  const { sentence, formula } = numberNamed(name);
  const out = total.leftOut > 0 ? ` ${total.leftOut} left out.` : '';
  return `${sentence} ${formula.slice(0, 1).toUpperCase()}${formula.slice(1)}.${out}`;
}

function bar(doc: PDFKit.PDFDocument, row: NumberRow, { unit }: NumberAnswer, most: number): void {
  if (doc.y > doc.page.height - MARGIN - 18) doc.addPage();
  const y = doc.y + 3;
  const name = Object.values(row.labels).join(', ') || (row.from ?? '');
  const width = doc.page.width - 2 * MARGIN;
  const share = most > 0 ? (row.value ?? 0) / most : 0;
  doc.rect(MARGIN + 180, y + 1, width - 280, 8).fill(LINE);
  doc.rect(MARGIN + 180, y + 1, (width - 280) * share, 8).fill(BAR);
  doc.font('regular').fontSize(9).fillColor(INK);
  doc.text(name, MARGIN, y, { width: 172, height: 11, ellipsis: true, lineBreak: false });
  doc.text(valueInWords(row.value, unit), MARGIN + width - 92, y, { width: 92, align: 'right' });
  doc.x = MARGIN;
  doc.y = y + 13;
}

function fontOf(file: string): Buffer {
  return readFileSync(createRequire(import.meta.url).resolve(file));
}

function ended(doc: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    doc.on('data', (part: Buffer) => parts.push(part));
    doc.on('end', () => resolve(Buffer.concat(parts)));
    doc.on('error', reject);
    doc.end();
  });
}
