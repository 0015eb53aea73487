import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import type { PacketPart } from './packet.js';

/** What the paper says. */
export interface PacketPaper {
  /** "Referral to Cedar House". */
  title: string;
  /** Who sends it, from where: lines. */
  sender: readonly string[];
  /** To whom: lines. */
  recipient: readonly string[];
  /** "November 24, 2026, 10:00 AM EST". */
  made: string;
  parts: readonly PacketPart[];
  notice: readonly string[];
  /** What the consent covers. */
  consent: string;
  /** Of a fax: the words of the cover page; null: none. */
  cover: string | null;
}

/** Latin, Greek, Cyrillic, Arabic, Hebrew, Armenian, Georgian; what it has no glyph for is shown as a box. */
const FONTS = {
  regular: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  bold: 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
};
const MARGIN = 56;
const INK = '#1f2a2e';
const QUIET = '#51626a';

let fonts: { regular: Buffer; bold: Buffer } | undefined;

/**
 * A packet as a PDF: US letter, tagged with headings, paragraphs and a table of what is known (so that a screen reader
 * reads it in order), its fonts embedded. Black on white, nothing in colour that a fax would lose.
 */
export function packetPdf(paper: PacketPaper): Promise<Buffer> {
  fonts ??= { regular: fontOf(FONTS.regular), bold: fontOf(FONTS.bold) };
  const doc = new PDFDocument({
    size: 'LETTER',
    margins: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en-US',
    displayTitle: true,
    info: { Title: paper.title, Author: paper.sender[0] ?? '' },
    // The types do not know this one of the library's subsets yet.
    ...({ subset: 'PDF/UA' } as object),
  });
  doc.registerFont('regular', fonts.regular);
  doc.registerFont('bold', fonts.bold);
  const root = doc.struct('Document');
  doc.addStructure(root);
  const write = new Writer(doc, root);
  if (paper.cover !== null) coverPage(write, paper, paper.cover);
  write.heading('H1', paper.title, 18);
  write.paragraph(paper.made, { quiet: true });
  addresses(write, paper);
  for (const part of paper.parts) {
    write.heading('H2', part.title, 13);
    for (const { label, value } of part.lines) write.line(label, value);
  }
  write.heading('H2', 'Confidential: 42 CFR Part 2', 13);
  for (const text of paper.notice) write.paragraph(text, { size: 9 });
  write.heading('H2', 'What the consent covers', 13);
  write.paragraph(paper.consent, { size: 9 });
  root.end();
  return ended(doc);
}

/** Writes one tagged element after the other. */
class Writer {
  constructor(
    readonly doc: PDFKit.PDFDocument,
    private readonly root: PDFKit.PDFStructureElement,
  ) {}

  heading(type: 'H1' | 'H2', text: string, size: number): void {
    this.doc.moveDown(type === 'H1' ? 0 : 0.7);
    this.#element(type, () => this.#text('bold', size, INK, text));
    this.doc.moveDown(0.2);
  }

  paragraph(text: string, { size = 10.5, quiet = false } = {}): void {
    this.#element('P', () => this.#text('regular', size, quiet ? QUIET : INK, text));
    this.doc.moveDown(0.35);
  }

  line(label: string, value: string): void {
    this.#element('P', () => {
      this.doc.font('bold').fontSize(10.5).fillColor(INK).text(`${label}: `, { continued: true });
      this.doc.font('regular').text(value);
    });
  }

  #text(font: string, size: number, colour: string, text: string): void {
    this.doc.font(font).fontSize(size).fillColor(colour).text(text, { lineGap: 2 });
  }

  #element(type: 'H1' | 'H2' | 'P', draw: () => void): void {
    this.root.add(this.doc.struct(type, {}, draw));
  }
}

function coverPage(write: Writer, paper: PacketPaper, cover: string): void {
  write.heading('H1', 'Fax', 26);
  addresses(write, paper);
  write.paragraph(paper.made, { quiet: true });
  write.paragraph(cover);
  write.doc.addPage();
}

function addresses(write: Writer, { sender, recipient }: PacketPaper): void {
  write.heading('H2', 'To', 11);
  for (const line of recipient) write.paragraph(line);
  write.heading('H2', 'From', 11);
  for (const line of sender) write.paragraph(line);
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
