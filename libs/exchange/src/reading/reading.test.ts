import { describe, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { findTreatmentFacility } from './findtreatment.js';
import type { FoundFacility } from './found-facility.js';
import { programsOfServices } from './programs-of-services.js';
import { readSource } from './read-file.js';
import { servicesOfCategories, servicesOfCodes, servicesOfLabels } from './service-codes.js';
import { guessMapping } from './table.js';
import { tidyFacility, tidyZip } from './tidy.js';

const HSDS = `${process.env.BRIDGELINE_FIXTURES ?? '../shared/fixtures'}/hsds`;

async function facilitiesOf(
  content: Buffer,
): Promise<{ kind: string; all: (FoundFacility | null)[] }> {
  const reading = await readSource(content, null);
  const all: (FoundFacility | null)[] = [];
  for await (const one of reading.facilities) all.push(one);
  return { kind: reading.kind, all };
}

describe('States out of spreadsheets', () => {
  test.each([
    ['MA', 'MA'],
    [' ma ', 'MA'],
    ['Massachusetts', 'MA'],
    ['PR', 'PR'],
    ['MP', 'MP'],
    ['', null],
    ['ZZ', null],
    ['Ontario', null],
  ])('%s is %s, and what is none is told', (state, expected) => {
    const found = tidyFacility({ name: 'Harbor House', state }, 1);
    expect(found?.state).toBe(expected);
    const isTold = expected === null && state !== '';
    expect(found?.problems).toEqual(isTold ? [expect.stringMatching(/no state/)] : []);
  });
});

describe('ZIP codes out of spreadsheets', () => {
  test.each([
    ['02115', '02115'],
    [2115, '02115'],
    ['2115', '02115'],
    ['501', '00501'],
    ['2115.0', '02115'],
    ['02115-1234', '02115'],
    ['021151234', '02115'],
    ['21151234', '02115'],
    ['', null],
    ['12', null],
    ['ABC 1234', null],
    ['1234567890', null],
  ])('%s is %s', (given, expected) => expect(tidyZip(given).zip).toBe(expected));

  test('a zero that was put back is told, and so is what is none', () => {
    expect(tidyZip(2115).problem).toMatch(/lost a zero/);
    expect(tidyZip('02115').problem).toBeNull();
    expect(tidyZip('K1A 0B1').problem).toMatch(/no ZIP code/);
  });
});

describe('service codes', () => {
  const labels = (category: string, ...names: string[]) => ({ category, labels: names });

  test('a label counts within its category alone', () => {
    expect(servicesOfCategories([labels('PAY', 'Medicaid')])).toEqual(new Set(['PAY/MD']));
    expect(servicesOfCategories([labels('OTHR', 'Medicaid')])).toEqual(new Set());
    expect(servicesOfLabels([' medicaid ', 'Nonsense'])).toEqual(new Set(['PAY/MD']));
  });

  test('a code of two categories is told apart by its neighbours, else left out', () => {
    const reference = new Map([
      ['MD', new Set(['PAY', 'OTHR'])],
      ['SF', new Set(['PAY'])],
      ['XX', new Set(['PAY', 'OTHR'])],
    ]);
    expect(servicesOfCodes('SF MD * XX', reference)).toEqual({
      services: new Set(['PAY/SF', 'PAY/MD']),
      ambiguous: ['XX'],
    });
  });

  test('a source that says nothing of medicines leaves them unknown; not using one is not refusing it', () => {
    const [outpatient] = programsOfServices(new Set(['SET/ORT']));
    expect(outpatient).toMatchObject({ methadone: 'unknown', buprenorphine: 'unknown' });
    const [accepting] = programsOfServices(new Set(['SET/ORT', 'OT/MOA', 'OM/NU']));
    expect(accepting).toMatchObject({
      methadone: 'continues',
      buprenorphine: 'continues',
      naltrexone: 'starts_and_continues',
    });
  });

  test('what is said in general makes a program only where nothing nearer was said', () => {
    const levels = (...services: string[]) =>
      programsOfServices(new Set(services)).map(({ levelOfCare }) => levelOfCare);
    expect(levels('SET/RES')).toEqual(['residential_low']);
    expect(levels('SET/RES', 'SET/RS')).toEqual(['residential_high']);
    expect(levels('SET/OP', 'OT/OTP')).toEqual(['otp']);
    expect(levels('TC/DT')).toEqual([]);
  });

  test('children alone, women alone', () => {
    const [program] = programsOfServices(new Set(['SET/ORT', 'AGE/CHLD', 'GN/FEM']));
    expect(program).toMatchObject({ minAge: null, maxAge: 17, sexes: ['female'] });
  });
});

test('FindTreatment: services null, fields of other types, no name', () => {
  const row = { name1: 'Elm House', zip: 2115, services: null, city: { odd: true } };
  expect(findTreatmentFacility(row, 1)).toMatchObject({
    zip: '02115',
    city: null,
    programs: [],
    problems: [
      expect.stringMatching(/lost a zero/),
      'It names no services: no program can be made of it.',
    ],
  });
  for (const nothing of [null, 7, 'text', [], { name1: '  ' }, { name2: 'only the second' }]) {
    expect(findTreatmentFacility(nothing, 1)).toBeNull();
  }
});

test('columns are known by many names, and nothing is meant twice', () => {
  expect(
    guessMapping(['name1', 'name2', 'street1', 'zip', 'Postal Code', 'service_code_info']),
  ).toEqual({
    name1: 'name',
    name2: 'otherName',
    street1: 'addressLine',
    zip: 'zip',
    'Postal Code': null,
    service_code_info: 'services',
  });
});

describe('HSDS', () => {
  const given = existsSync(HSDS) ? test : test.skip;
  given(
    'the example feed, and the same as tables (SKIPPED without BRIDGELINE_FIXTURES)',
    async () => {
      const json = await facilitiesOf(readFileSync(`${HSDS}/examples/service_full.json`));
      expect(json).toMatchObject({
        kind: 'hsds_json',
        all: [{ name: 'MyCity Civic Center', organisation: 'Example Organization Inc.' }],
      });
      const files = readdirSync(`${HSDS}/examples-csv`).map((name): [string, Uint8Array] => [
        `feed/${name}`,
        new Uint8Array(readFileSync(`${HSDS}/examples-csv/${name}`)),
      ]);
      const tables = await facilitiesOf(Buffer.from(zipSync(Object.fromEntries(files))));
      expect(tables).toMatchObject({
        kind: 'hsds_csv',
        all: [
          {
            name: 'MyCity Civic Center',
            city: 'MyCity',
            organisation: 'Example Organization Inc.',
          },
        ],
      });
      // An address that is not of the United States is told, not guessed.
      expect(tables.all[0]?.problems.join(' ')).toMatch(/no ZIP code/);
    },
  );

  test('what we serve is what we read: a level of care makes a program', async () => {
    const service = {
      id: 'a',
      name: 'Residence',
      status: 'active',
      attributes: [
        { taxonomy_term: { code: 'residential_high', name: 'High-intensity residential (3.5)' } },
      ],
      service_at_locations: [
        { location: { name: 'Elm House', addresses: [{ postal_code: '02115' }] } },
      ],
    };
    const { all } = await facilitiesOf(Buffer.from(JSON.stringify({ contents: [service] })));
    expect(all).toMatchObject([
      { name: 'Elm House', programs: [{ levelOfCare: 'residential_high' }] },
    ]);
  });
});

test('a spreadsheet: the directory’s sheet, its codes by the reference sheet', async () => {
  const { all, kind } = await facilitiesOf(
    workbook([
      [
        'Facilities',
        [
          ['name1', 'city', 'state', 'zip', 'service_code_info'],
          ['Elm House', 'Boston', 'MA', 2115, 'SA * RES RS * MD SF'],
        ],
      ],
      [
        'Reference',
        [
          ['category_code', 'service_code'],
          ['TC', 'SA'],
          ['SET', 'RES'],
          ['SET', 'RS'],
          ['PAY', 'MD'],
          ['OTHR', 'MD'],
          ['PAY', 'SF'],
        ],
      ],
    ]),
  );
  expect(kind).toBe('spreadsheet');
  expect(all).toMatchObject([
    {
      name: 'Elm House',
      zip: '02115',
      programs: [{ levelOfCare: 'residential_high', selfPay: true, publicPayers: ['medicaid'] }],
    },
  ]);
});

/** A workbook as a spreadsheet program writes it, in the fewest parts. */
function workbook(sheets: [name: string, rows: (string | number)[][]][]): Buffer {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const cell = (value: string | number, column: number, row: number) => {
    const at = `${String.fromCodePoint(65 + column)}${row + 1}`;
    return typeof value === 'number'
      ? `<c r="${at}"><v>${value}</v></c>`
      : `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
  };
  const parts = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${relations}"><sheets>${sheets.map(([name], at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="s${at + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets.map((_sheet, at) => `<Relationship Id="s${at + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join('')}</Relationships>`,
    ...Object.fromEntries(
      sheets.map(([, rows], at) => [
        `xl/worksheets/sheet${at + 1}.xml`,
        `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows.map((cells, row) => `<row r="${row + 1}">${cells.map((value, column) => cell(value, column, row)).join('')}</row>`).join('')}</sheetData></worksheet>`,
      ]),
    ),
  };
  return Buffer.from(
    zipSync(
      Object.fromEntries(
        Object.entries(parts).map(([name, xml]) => [
          name,
          strToU8(`<?xml version="1.0" encoding="UTF-8"?>${xml}`),
        ]),
      ),
    ),
  );
}

describe('an archive that grows', () => {
  const SIZE = 201 * 1024 * 1024;
  const bomb = Buffer.from(
    zipSync(
      { 'xl/workbook.xml': strToU8('<x/>'), 'xl/worksheets/sheet1.xml': new Uint8Array(SIZE) },
      { level: 1 },
    ),
  );
  /** The same, and its headers say that the sheet holds ten bytes. */
  const lying = Buffer.from(bomb);
  for (let at = lying.indexOf('PK'); at >= 0; at = lying.indexOf('PK', at + 2)) {
    const sizeAt = at + (lying.readUInt32LE(at) === 0x02_01_4b_50 ? 24 : 22);
    if (sizeAt + 4 <= lying.length && lying.readUInt32LE(sizeAt) === SIZE) {
      lying.writeUInt32LE(10, sizeAt);
    }
  }

  test.each([
    ['says so', bomb],
    ['says otherwise', lying],
  ])('and %s is refused before it is opened whole', async (_what, content) => {
    expect(content.length).toBeLessThan(3_000_000);
    await expect(readSource(content, null)).rejects.toThrow('too large when opened');
  });
});
