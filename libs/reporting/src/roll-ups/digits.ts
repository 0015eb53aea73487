import type { Histogram, HistogramMaker } from '../times/histogram.js';

/**
 * Small whole numbers as characters, some thousand to a digit: texts of them travel whole and fast between PostgreSQL and
 * here, and putting two behind each other needs no reading. Only the first digit may be larger; it goes into the ten
 * thousands, so that nothing that is counted is too large.
 */
const BITS = 12;
const BASE = 2 ** BITS;
const FIRST = 48;

/** Durations in a histogram: a bucket, and how many it has. */
const BUCKET_DIGITS = 1;
const COUNT_DIGITS = 2;

/** SQL that writes a whole number from 0 on, with so many digits. */
export function digitsSql(number: string, digits: number): string {
  return Array.from({ length: digits }, (_, at) => {
    const below = BITS * (digits - 1 - at);
    const shifted = below === 0 ? `(${number})` : `((${number}) >> ${below})`;
    return `chr(${FIRST} + (${at === 0 ? shifted : `(${shifted} & ${BASE - 1})`})::int)`;
  }).join(' || ');
}

/** Characters of a text as numbers: a million of them are read in half the time. */
export type Cells = Readonly<Uint16Array>;

export function cellsOfText(text: string): Cells {
  const cells = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at += 1) cells[at] = text.charCodeAt(at);
  return cells;
}

/** Reads a number of one digit. */
export function readDigit(cells: Cells, at: number): number {
  return (cells[at] ?? 0) - FIRST;
}

/** Reads the number that begins at a place. */
export function readDigits(cells: Cells, at: number, digits: number): number {
  let number = 0;
  for (let place = at; place < at + digits; place += 1) {
    number = number * BASE + readDigit(cells, place);
  }
  return number;
}

/** Writes a whole number from 0 on, as {@link digitsSql} does. */
export function writeDigits(number: number, digits: number): string {
  let text = '';
  for (let at = 0; at < digits; at += 1) {
    const shifted = Math.floor(number / BASE ** (digits - 1 - at));
    text += String.fromCharCode(FIRST + (at === 0 ? shifted : shifted % BASE));
  }
  return text;
}

/** Writes how many durations each bucket has, as {@link histogramSql} does. */
export function writeHistogram(histogram: Histogram): string {
  let text = '';
  for (let at = 0; at < histogram.length; at += 2) {
    text += writeDigits(histogram[at] ?? 0, BUCKET_DIGITS);
    text += writeDigits(histogram[at + 1] ?? 0, COUNT_DIGITS);
  }
  return text;
}

/** SQL that writes a histogram of rows that have a bucket and a count each. */
export function histogramSql(bucket: string, count: string): string {
  const pair = `${digitsSql(bucket, BUCKET_DIGITS)} || ${digitsSql(count, COUNT_DIGITS)}`;
  return `string_agg(${pair}, '' ORDER BY ${bucket})`;
}

/** Adds what a histogram, or several behind each other, says to the one being made. */
export function addHistogram(text: string, into: HistogramMaker): void {
  for (let at = 0; at < text.length; at += BUCKET_DIGITS + COUNT_DIGITS) {
    let count = 0;
    for (let place = 0; place < COUNT_DIGITS; place += 1) {
      count = count * BASE + text.charCodeAt(at + BUCKET_DIGITS + place) - FIRST;
    }
    into.add(text.charCodeAt(at) - FIRST, count);
  }
}
