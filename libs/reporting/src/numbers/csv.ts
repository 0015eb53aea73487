/** A cell that begins like this is read as a formula by spreadsheets (rule R17). */
const FORMULA = /^[=+\-@\t\r]/;

/** One line of CSV (RFC 4180), text that would be a formula made plain by an apostrophe. */
export function csvRow(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) || text !== cell ? `"${text.replaceAll('"', '""')}"` : text;
}
