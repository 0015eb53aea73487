/** An e-mail's text: what was written now, and what it repeats of earlier e-mails. */
export interface Parts {
  written: string;
  quoted: string | null;
}

/** What mail programs put before what they repeat; each over one to three lines joined. */
const INTRODUCTIONS: readonly RegExp[] = [
  /^On\b.{4,300}\bwrote:$/i,
  /^El\b.{4,300}\bescribi[oó]:$/i,
  /^-{2,}\s*(original|forwarded|mensaje (original|reenviado))\b.*--$/i,
  /^-{4,} ?(original message|forwarded message|mensaje original|mensaje reenviado) ?-{4,}$/i,
  /^begin forwarded message:$/i,
];
/** Outlook repeats the head of the earlier e-mail, without a mark before it. */
const FROM_LINE = /^\*?(from|de):\*?\s.+/i;
const HEAD_LINE = /^\*?(sent|date|to|subject|enviado|fecha|para|asunto):\*?\s/i;
const QUOTED_LINE = /^\s*>/;
const LONGEST_INTRODUCTION = 3;
const HEAD_WITHIN = 5;

/** What phones and programs add below what was written. */
const SIGNATURE =
  /^(-- ?|sent (from|with|via) .{1,60}|get outlook for .{1,20}|enviado desde .{1,60}|obtener outlook para .{1,20})$/i;

/**
 * Parts a text. Answers written between the repeated lines stay where they are: then all of it is what was written.
 */
export function partsOf(text: string): Parts {
  const lines = text.split(/\r?\n/);
  const at = lines.findIndex((_line, index) => beginsQuote(lines, index));
  if (at < 0 || isAnsweredBetween(lines.slice(at))) return { written: tidy(text), quoted: null };
  const quoted = tidy(lines.slice(at).join('\n'));
  return { written: tidy(lines.slice(0, at).join('\n')), quoted: quoted === '' ? null : quoted };
}

/** What was written, without the signature below it: what a wish is read from. */
export function withoutSignature(written: string): string {
  const lines = written.split('\n');
  const at = lines.findIndex((line) => SIGNATURE.test(line.trim()));
  return (at < 0 ? written : lines.slice(0, at).join('\n')).trim();
}

function beginsQuote(lines: readonly string[], at: number): boolean {
  const line = lines[at]?.trim() ?? '';
  if (line === '') return false;
  if (QUOTED_LINE.test(line)) return true;
  for (let count = 1; count <= LONGEST_INTRODUCTION; count += 1) {
    const joined = lines
      .slice(at, at + count)
      .map((each) => each.trim())
      .join(' ');
    if (INTRODUCTIONS.some((pattern) => pattern.test(joined))) return true;
  }
  if (!FROM_LINE.test(line)) return false;
  const next = lines.slice(at + 1, at + 1 + HEAD_WITHIN);
  return next.filter((each) => HEAD_LINE.test(each.trim())).length >= 2;
}

/** Whether somebody wrote between lines marked as repeated. */
function isAnsweredBetween(lines: readonly string[]): boolean {
  const marked = lines.findIndex((line) => QUOTED_LINE.test(line));
  if (marked < 0) return false;
  return lines.slice(marked).some((line) => {
    const text = line.trim();
    return text !== '' && !QUOTED_LINE.test(text) && !SIGNATURE.test(text);
  });
}

function tidy(text: string): string {
  return text.replaceAll(/\n{3,}/g, '\n\n').trim();
}
