/** Within a sentence a label begins small; what it holds further on (an ID) stays as it is. */
export function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
