/** The US number somebody has typed, E.164; null: it is none, or not whole yet. Three digits are nobody's to call from here. */
export function typedNumber(text: string): string | null {
  if (/[a-z]/i.test(text)) return null;
  const digits = text.replaceAll(/\D/g, '');
  const ten = digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits;
  return /^[2-9]\d{9}$/.test(ten) ? `+1${ten}` : null;
}
