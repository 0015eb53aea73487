/**
 * An element of a document, its attributes made safe.
 * @param content text that was made safe by `text`, or elements
 * @param document whether it is the whole document, which then says so
 */
export function xml(
  name: string,
  attributes: Record<string, string>,
  content: string | readonly string[] = '',
  document = false,
): string {
  const head = Object.entries(attributes).map(([key, value]) => ` ${key}="${text(value)}"`);
  const inside = typeof content === 'string' ? content : content.join('\n');
  const element = `<${name}${head.join('')}>${inside}</${name}>`;
  return document ? `<?xml version="1.0" encoding="utf-8"?>\n${element}\n` : element;
}

/** Text as XML 1.0 has it: what cannot stand in a document at all is left out. */
export function text(value: string): string {
  return value
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
