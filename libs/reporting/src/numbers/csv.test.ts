import { parse } from 'csv-parse/sync';
import { describe, expect, test } from '@jest/globals';
import { csvRow } from './csv.js';

describe('R17 a line of CSV', () => {
  test.each(['=1+1', '+1', '-2', '@SUM(A1)', '\t=1', '\r=1'])('%j is read as text', (cell) => {
    const line = csvRow(['before', cell, 'after']);
    expect(parse(line)).toEqual([['before', `'${cell}`, 'after']]);
    expect(line.startsWith(`before,"'`)).toBe(true);
  });

  test('commas, quotes and lines within a cell stay in it; nothing is an empty cell, numbers stay numbers', () => {
    const cells = ['a,b', 'say "so"', 'two\nlines', 'two\r\nlines', '', 'a=b', '🌱'];
    expect(parse(csvRow(cells))).toEqual([cells]);
    expect(csvRow([null, -3, 0.5])).toBe(',-3,0.5\r\n');
  });
});
