/** "1 lead", "2 leads", "1,200 leads". */
export function leadsInWords(many: number): string {
  return many === 1 ? '1 lead' : `${many.toLocaleString('en-US')} leads`;
}
