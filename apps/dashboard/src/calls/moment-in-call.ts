/**
 * Reads a typed moment of a recording: "1:05", "1:02:03", "65". Null for an empty text; undefined for what
 * is no moment.
 */
export function secondOf(text: string): number | null | undefined {
  const typed = text.trim();
  if (typed === '') return null;
  if (!/^\d{1,5}(:[0-5]?\d){0,2}$/.test(typed)) return undefined;
  return typed.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0);
}
