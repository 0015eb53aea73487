import type { FileType } from '#contract';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);
const PDF = Buffer.from('%PDF-');
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f\u007f]/;

/**
 * What a file is, by its content and never by its name: the signatures of PNG (RFC 2083, 12.11), JPEG
 * (start of image, ITU T.81) and PDF (ISO 32000, 7.5.2; at the very start), or UTF-8 text without control characters.
 * Null: something else, which is not taken. Text that a browser could run (HTML, SVG, scripts) stays
 * text: it is sent as text/plain, as an attachment, with nosniff.
 */
export function fileTypeOf(content: Buffer): FileType | null {
  if (content.subarray(0, PNG.length).equals(PNG)) return 'image/png';
  if (content.subarray(0, JPEG.length).equals(JPEG)) return 'image/jpeg';
  if (content.subarray(0, PDF.length).equals(PDF)) return 'application/pdf';
  return isText(content) ? 'text/plain' : null;
}

function isText(content: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    return !CONTROL.test(text);
  } catch {
    return false;
  }
}
