/**
 * The dark squares of a QR code as the path of an SVG, in units of one square: each run of them in a row is one bar.
 * @param rows true: dark
 */
export function darkModules(rows: readonly (readonly boolean[])[]): string {
  return rows.map((row, y) => barsOf(row, y)).join('');
}

function barsOf(row: readonly boolean[], y: number): string {
  let path = '';
  let from = 0;
  for (let x = 0; x <= row.length; x += 1) {
    if (row[x]) continue;
    if (x > from) path += `M${from} ${y}h${x - from}v1h-${x - from}z`;
    from = x + 1;
  }
  return path;
}
