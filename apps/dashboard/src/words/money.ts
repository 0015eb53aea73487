const exact = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** Cents as people read them: "$1,234.56". */
export const dollars = (cents: number): string => exact.format(cents / 100);

/** Whole cents of a typed amount; null when it is none. */
export function typedCents(text: string): number | null {
  const plain = text.trim().replace(/^\$\s*/, '');
  if (!/^(\d{1,3}(,\d{3})+|\d+)(\.\d{1,2})?$/.test(plain)) return null;
  return Math.round(Number(plain.replaceAll(',', '')) * 100);
}

/** "March 2026" of `2026-03`. */
export const monthInWords = (month: string): string =>
  new Date(`${month}-15T12:00:00`).toLocaleDateString('en-US', { month: 'long', year: 'numeric' });
