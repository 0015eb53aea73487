import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ListQuery, MAX_OFFSET } from '#contract';
import { DomainError, invalidRequest, refuseUnstorable } from '#platform';

/** A list request, checked: what to show of which records. */
export interface ListRequest<F> {
  filter: F;
  sort: readonly [field: string, direction: 'ASC' | 'DESC'] | undefined;
  offset: number;
  limit: number;
  /** Leads and people that are protected from who asks: nothing of theirs is listed or counted. */
  hidden?: ReadonlySet<string> | undefined;
}

/** A page of records, and how many there are in all (counted up to `COUNT_CAP`). */
export interface Page<Row> {
  rows: Row[];
  total: number;
}

const FIRST_PAGE = [0, 24] as const;

/** One id, or several, as `filter={"id":[…]}` has them. */
export const ids = z.preprocess(
  (value) => (typeof value === 'string' ? [value] : value),
  z.array(z.uuid({ error: 'an id is a UUID' })).max(200),
);

/**
 * Reads `sort`, `range` and `filter` as `ra-data-simple-rest` sends them. `filter` is checked by the
 * resource's own schema, which is strict: an unknown field is `request.invalid` that names it.
 * @param asking who asks, of records that are about leads or people
 */
export function listRequest<S extends z.ZodType>(
  query: unknown,
  filter: S,
  asking: Pick<ListRequest<unknown>, 'hidden'> = {},
): ListRequest<z.infer<S>> {
  const read = ListQuery.safeParse(query);
  if (!read.success) throw invalidRequest(read.error.issues);
  // As text these were looked through before; escapes such as \u0000 come to light only when they are read.
  refuseUnstorable(read.data);
  const wanted = filter.safeParse(withoutEmpty(read.data.filter ?? {}));
  if (!wanted.success) throw invalidRequest(namedIssues(wanted.error.issues));
  const [first, last] = read.data.range ?? unasked(wanted.data);
  if (first > MAX_OFFSET) {
    throw new DomainError('request.offset_too_deep', {
      status: 400,
      message: `A list shows its first ${MAX_OFFSET} records. Please narrow the filter.`,
      errors: { range: `Please start at ${MAX_OFFSET} or before.` },
    });
  }
  const limit = last - first + 1;
  const { hidden } = asking;
  return { filter: wanted.data, sort: read.data.sort, offset: first, limit, hidden };
}

/** Who asks by ids and names no range (getMany) wants all of them; who asks for nothing gets a page. */
function unasked(filter: unknown): readonly [number, number] {
  const named = (filter as { id?: unknown[] }).id?.length ?? 0;
  return named > 0 ? [0, named - 1] : FIRST_PAGE;
}

/** Answers with the rows, and says which of how many they are. */
export function sendPage<Row>(
  reply: FastifyReply,
  resource: string,
  { offset }: { offset: number },
  page: Page<Row>,
): Row[] {
  const last = page.rows.length === 0 ? offset : offset + page.rows.length - 1;
  void reply.header('content-range', `${resource} ${offset}-${last}/${page.total}`);
  void reply.header('access-control-expose-headers', 'content-range');
  return page.rows;
}

/** react-admin's inputs send "" and null for "anything". */
function withoutEmpty(filter: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== '' && value !== null),
  );
}

function namedIssues(issues: z.core.$ZodIssue[]) {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          path: ['filter', key],
          message: 'This list has no such filter.',
        }))
      : [{ path: ['filter', ...issue.path], message: issue.message }],
  );
}
