import type { PacketPart } from './packet.js';
import { type PaperWriter, taggedPaper } from './tagged-paper.js';

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

/** A packet as a PDF: headings, paragraphs and what is known, line by line. */
export function packetPdf(paper: PacketPaper): Promise<Buffer> {
  return taggedPaper({ title: paper.title, author: paper.sender[0] ?? '' }, (write) => {
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
  });
}

function coverPage(write: PaperWriter, paper: PacketPaper, cover: string): void {
  write.heading('H1', 'Fax', 26);
  addresses(write, paper);
  write.paragraph(paper.made, { quiet: true });
  write.paragraph(cover);
  write.doc.addPage();
}

function addresses(write: PaperWriter, { sender, recipient }: PacketPaper): void {
  write.heading('H2', 'To', 11);
  for (const line of recipient) write.paragraph(line);
  write.heading('H2', 'From', 11);
  for (const line of sender) write.paragraph(line);
}
