import { ROLE_LABELS, ROLES, type Role } from '#contract';
import { MARKS, type Mark } from './marked-patients.js';

export const WHOSE = ['own', 'foreign', 'protected'] as const;
/** A lead of one's own, somebody else's in another team, and somebody else's that is protected. */
export type Whose = (typeof WHOSE)[number];

/** What one role was answered of the three kinds of leads at one route. */
export type Seen = Record<Whose, readonly Mark[]>;

/** The table of docs/access-fields.md. Routes that tell nothing of a patient to anybody are left out of it. */
export function fieldTable(seen: ReadonlyMap<string, ReadonlyMap<Role, Seen>>): string {
  const rows: string[][] = [];
  for (const [route, byRole] of [...seen].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    for (const fields of fieldSets(byRole)) {
      const cells = ROLES.map((role) => cellOf(byRole.get(role), fields));
      rows.push([`\`${route}\``, fields, ...cells]);
    }
  }
  return [
    ...INTRODUCTION,
    line(['route', 'of the patient', ...ROLES.map((role) => ROLE_LABELS[role])]),
    line(Array.from({ length: 2 + ROLES.length }, () => '---')),
    ...rows.map(line),
    '',
  ].join('\n');
}

const INTRODUCTION = [
  '# What of a patient each role is answered',
  '',
  '<!-- Made from what a running desk answers by test/trust/fields.test.ts, which fails while this file says something else.',
  '     WRITE_FIELDS=1 npm test -- test/trust/fields   writes it anew: read the difference before you commit it. -->',
  '',
  'Every route that answers is asked by every role for three patients of whom everything is known: one on a lead of one’s',
  'own, one on somebody else’s lead in another team, one on somebody else’s protected lead. A cell says of which of them the',
  'named fields came back: **all** three, **open** (own and foreign, not the protected one), or none (–). A route that is not here',
  'answered nothing of any patient to anybody. Who gets into a route at all is in [access.md](access.md).',
  '',
];

/** Where the second table of docs/access-fields.md begins. */
export const WRITES = '\n# What of a patient each role may change\n';

/** The second table: `route | fields` → role → whose records it may change there. */
export function writeTable(
  cells: ReadonlyMap<string, ReadonlyMap<Role, readonly Whose[]>>,
): string {
  return [
    '',
    'Every route that changes something of a patient, with the fields it offers. Where a cell says no (–, and the protected lead',
    'under **open**), the test sent a whole body, each field of it filled, and nothing in any table changed. Whoever gets in may change',
    'each field that the route offers, and no other: a field under the name of any column of any table is dropped.',
    'Whose a lead is decides beside this who may give it to somebody else: `test/desk/ownership` asks that.',
    '',
    line(['route', 'fields', ...ROLES.map((role) => ROLE_LABELS[role])]),
    line(Array.from({ length: 2 + ROLES.length }, () => '---')),
    ...[...cells]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([route, byRole]) =>
        line([route, ...ROLES.map((role) => wordFor(byRole.get(role) ?? []))]),
      ),
    '',
  ].join('\n');
}

const key = (marks: readonly Mark[]) => marks.map((mark) => MARKS[mark]).join(', ');

function fieldSets(byRole: ReadonlyMap<Role, Seen>): string[] {
  const sets = [...byRole.values()].flatMap((seen) => WHOSE.map((whose) => key(seen[whose])));
  return [...new Set(sets)].filter((set) => set !== '').toSorted();
}

function cellOf(seen: Seen | undefined, fields: string): string {
  return wordFor(WHOSE.filter((whose) => seen && key(seen[whose]) === fields));
}

function wordFor(shown: readonly Whose[]): string {
  if (shown.length === 0) return '–';
  if (shown.length === WHOSE.length) return 'all';
  return shown.join() === 'own,foreign' ? 'open' : shown.join(', ');
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
