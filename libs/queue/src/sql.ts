/**
 * Anything that runs a statement: a `pg` client or pool, or a TypeORM EntityManager, DataSource or QueryRunner. Give it
 * the one whose transaction the statement belongs to.
 */
export interface Queryable {
  query(text: string, values?: unknown[]): Promise<unknown>;
}

/** Runs a statement and gives its rows, whatever the shape in which the given runner answers. */
export async function rowsOf<R>(on: Queryable, text: string, values: unknown[]): Promise<R[]> {
  const answer = await on.query(text, values);
  // TypeORM: rows of a SELECT or INSERT, and [rows, count] of an UPDATE or DELETE.
  if (Array.isArray(answer)) {
    const [first, second] = answer as unknown[];
    return (Array.isArray(first) && typeof second === 'number' ? first : answer) as R[];
  }
  if (typeof answer === 'object' && answer !== null && 'rows' in answer) {
    return answer.rows as R[];
  }
  return [];
}
