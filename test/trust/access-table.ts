import type { z } from 'zod';
import { ANSWER, type Answer } from '../../apps/desk/src/http/answers.js';
import type { Route } from '../../apps/desk/src/http/route-list.js';
import { LEADS_OF } from '../../apps/desk/src/protection/lead-of-record.js';
import { may, type Role, ROLE_LABELS, ROLES } from '#contract';

/** Routes that answer with or change only what is one's own, whatever the role; others' is not there for them. */
const OWN: readonly RegExp[] = [
  /^\/api\/me(\/|$)/,
  /^\/api\/saved-views/,
  /^\/api\/mentions/,
  /^\/api\/duty\/me$/,
  /^\/api\/phone\/(line|call|token|permits|calls\/:id\/claim|descriptions)$/,
];
/** One's own, and everybody's for those with this permission. */
const OWN_OR: readonly [RegExp, string][] = [
  [/^\/api\/emergency-accesses(\/:id)?(\/ending)?$/, 'own; all for reviewers'],
  [/^\/api\/bulk-changes\/:changeId\/undo$/, 'own; all for who may assign'],
  [/^\/api\/leads\/:id\/assignment$/, 'own and free; all for who may assign'],
];

/** Whether a role gets into a route. */
function getsIn(role: Role, { access }: Route): boolean {
  return access.kind !== 'permission' || may(role, access.permission);
}

/** The table of who may do what, as docs/access.md has it. */
export function accessTable(routes: readonly Route[]): string {
  const sorted = [...routes].sort((a, b) =>
    `${a.path} ${a.method}` < `${b.path} ${b.method}` ? -1 : 1,
  );
  return [
    ...INTRODUCTION,
    '## Who gets in',
    '',
    row(['route', 'permission', ...ROLES.map((role) => ROLE_LABELS[role]), 'whose records']),
    row(Array.from({ length: 3 + ROLES.length }, () => '---')),
    ...sorted.map((route) =>
      row([
        `\`${route.method} ${route.path}\``,
        permissionOf(route),
        ...ROLES.map((role) => (getsIn(role, route) ? 'yes' : '–')),
        whose(route),
      ]),
    ),
    '',
    '## What is answered',
    '',
    'Fields of each answer; a role that does not get in gets none of them, an auditor no field of a patient.',
    '',
    row(['route', 'fields']),
    row(['---', '---']),
    ...sorted.flatMap((route) => {
      const fields = fieldsOf(route);
      return fields ? [row([`\`${route.method} ${route.path}\``, fields])] : [];
    }),
    '',
  ].join('\n');
}

const INTRODUCTION = [
  '# Who may do what',
  '',
  '<!-- Made from the routes by test/desk/route-list.test.ts, which fails while this file says something else.',
  '     npm run access   writes it anew: read the difference before you commit it. -->',
  '',
  'Every route of the desk declares who may use it (`@May`, `@AnyStaff`, `@Public`); one that does not keeps the desk from',
  'starting. Each cell below is asked over HTTP in `test/desk/route-list.test.ts`, with the whole application running.',
  '',
  '- **any but protected**: every record, unless its lead is protected from the colleague (rule R9): then 403, and the',
  '  record is left out of lists. `test/trust/emergency.test.ts` asks each route.',
  '- **own**: only what is one’s own; somebody else’s answers as if it were not there.',
  '- In an emergency anybody opens one lead to read for half an hour, on record: `GET /api/leads/:id` and below, its patient’s',
  '  page, and its calls, messages, tasks, coverages, benefit checks, matches, referrals and inquiries by their own addresses.',
  '- Which fields of a patient come back for whose lead is in [access-fields.md](access-fields.md).',
  '',
  'Behind the routes the audit refuses once more what a role may not do (`libs/audit/src/rights.ts`), and the database roles',
  'hold what is in `apps/migrate/src/grants.ts` and nothing else.',
  '',
];

function permissionOf({ access }: Route): string {
  if (access.kind === 'permission') return `\`${access.permission}\``;
  return access.kind === 'public' ? `anyone: ${access.why}` : `all staff: ${access.why}`;
}

function whose({ path, access }: Route): string {
  if (access.kind === 'public') return '';
  const other = OWN_OR.find(([pattern]) => pattern.test(path));
  if (other) return other[1];
  if (OWN.some((pattern) => pattern.test(path))) return 'own';
  return Object.hasOwn(LEADS_OF, path.split('/')[2] ?? '') ? 'any but protected' : 'any';
}

function fieldsOf(route: Route): string | undefined {
  const { schema, text } = (Reflect.getMetadata(ANSWER, route.target) ?? {}) as Answer;
  if (text) return text.what;
  return schema && namesIn(schema).join(', ');
}

/** Names of an answer's fields; of a list, those of its rows. */
function namesIn(schema: z.ZodType): string[] {
  const { shape, element, innerType, options } = (
    schema as unknown as {
      def: Partial<Record<'shape' | 'element' | 'innerType' | 'options', unknown>>;
    }
  ).def;
  if (shape) return Object.keys(shape);
  const inner = element ?? innerType;
  if (inner) return namesIn(inner as z.ZodType);
  return [...new Set(((options ?? []) as z.ZodType[]).flatMap(namesIn))];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
