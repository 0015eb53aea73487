import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type HasGlyph, paperText } from './paper-text.js';

/** Latin, Greek, Cyrillic, Arabic, Hebrew, Armenian, Georgian; what they have no form for stands as its number. */
const FONTS = {
  regular: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  bold: 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
};
const NUMBERS =
  'Characters that this paper cannot print stand as their Unicode numbers in square brackets, such as [U+738B]. Nothing was left out.';
const MARGIN = 56;
const INK = '#1f2a2e';
const QUIET = '#51626a';

let fonts: { regular: Buffer; bold: Buffer } | undefined;

/**
 * A paper as a PDF: US letter, tagged with headings and paragraphs (so that a screen reader reads it in order), its fonts
 * embedded. Black on white, nothing in colour that a fax would lose. What writes it is loaded with the first paper.
 */
export async function taggedPaper(
  { title, author }: { title: string; author: string },
  fill: (write: PaperWriter) => void,
): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit');
  fonts ??= { regular: fontOf(FONTS.regular), bold: fontOf(FONTS.bold) };
  const doc = new PDFDocument({
    size: 'LETTER',
    margins: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en-US',
    displayTitle: true,
    info: { Title: title, Author: author },
    // The types do not know this one of the library's subsets yet.
    ...({ subset: 'PDF/UA' } as object),
  });
  doc.registerFont('regular', fonts.regular);
  doc.registerFont('bold', fonts.bold);
  const root = doc.struct('Document');
  doc.addStructure(root);
  const write = new PaperWriter(doc, root);
  fill(write);
  write.sayWhatIsLost();
  root.end();
  return ended(doc);
}

/** Writes one tagged element after the other. */
export class PaperWriter {
  constructor(
    readonly doc: PDFKit.PDFDocument,
    private readonly root: PDFKit.PDFStructureElement,
  ) {}

  #lost = false;

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
      this.doc.font('bold').fontSize(10.5).fillColor(INK);
      this.doc.text(`${this.#printed(label)}: `, { continued: true });
      this.doc.font('regular');
      this.doc.text(this.#printed(value));
    });
  }

  /** Says how characters are to be read that the fonts have no form for, if there were any. */
  sayWhatIsLost(): void {
    if (this.#lost) this.paragraph(NUMBERS, { size: 9, quiet: true });
  }

  #text(font: string, size: number, colour: string, text: string): void {
    this.doc.font(font).fontSize(size).fillColor(colour);
    this.doc.text(this.#printed(text), { lineGap: 2 });
  }

  /** In the font that is set. */
  #printed(text: string): string {
    const { text: printed, lost } = paperText(text, glyphsOf(this.doc));
    this.#lost ||= lost;
    return printed;
  }

  #element(type: 'H1' | 'H2' | 'P', draw: () => void): void {
    this.root.add(this.doc.struct(type, {}, draw));
  }
}

/** What the font that is set has a form for. The library's types leave the font itself out. */
function glyphsOf(doc: PDFKit.PDFDocument): HasGlyph {
  const { _font: used } = doc as unknown as { _font: { font: { hasGlyphForCodePoint: HasGlyph } } };
  return (codePoint) => used.font.hasGlyphForCodePoint(codePoint);
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
