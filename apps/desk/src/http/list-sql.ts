import { type EntityManager, type EntityTarget, type FindOptionsWhere, In } from 'typeorm';
import { COUNT_CAP } from '#contract';
import { DomainError } from '#platform';
import type { ListRequest, Page } from './list-dialect.js';

/** Conditions and their values, joined by AND. A `?` in a condition is the next value. */
export class Conditions {
  readonly values: unknown[] = [];
  private readonly parts: string[] = [];

  /** Adds a condition; `undefined` as its only value means "not asked for" and adds nothing. */
  add(condition: string, ...values: unknown[]): this {
    if (values.length === 1 && values[0] === undefined) return this;
    let next = 0;
    const text = condition.replaceAll('?', () => {
      this.values.push(values[next]);
      next += 1;
      return `$${this.values.length}`;
    });
    this.parts.push(`(${text})`);
    return this;
  }

  /** Leaves out what is about one of these; `columns` say which lead or person that is. */
  without(hidden: ReadonlySet<string> | undefined, columns: readonly string[]): this {
    if (!hidden || hidden.size === 0) return this;
    for (const column of columns) {
      this.add(`${column} IS NULL OR NOT ${column} = ANY (?::uuid[])`, [...hidden]);
    }
    return this;
  }

  get where(): string {
    return this.parts.length === 0 ? 'true' : this.parts.join(' AND ');
  }
}

/** How a resource's records are listed by SQL. */
export interface ListSql {
  /** What is selected, with aliases. */
  columns: string;
  /** Tables, the main one with its alias. */
  from: string;
  /** The part of `from` that counting needs; all of it unless said. */
  countFrom?: string;
  /** Column of the id, which makes every order total. */
  id: string;
  /** Columns that say which lead or person a record is about; of what is protected nothing is listed or counted. */
  about?: readonly string[];
  /**
   * Field → column it is sorted by. Two: the second orders those that are alike, and with the id it
   * runs the other way, as an index `(stage, created_at DESC, id DESC)` has them.
   */
  sorts: Record<string, string | readonly [column: string, then: string]>;
  /** Fields that exist but cannot be sorted by, because the database cannot read them. */
  encrypted?: readonly string[];
  /**
   * Fields with few values: within one of them the latest come first (with an ascending order; the other
   * way round with a descending one), which is what an index of (field, latest) reads off.
   */
  grouped?: { fields: readonly string[]; latest: string };
  /** Used when nothing is asked for. */
  order: readonly [field: string, direction: 'ASC' | 'DESC'];
}

/** Runs a list: one page, and the number of all records up to `COUNT_CAP`. */
export async function selectPage<Row>(
  manager: EntityManager,
  list: ListSql,
  request: Omit<ListRequest<unknown>, 'filter'>,
  conditions: Conditions,
): Promise<Page<Row>> {
  const { where, values } = conditions.without(request.hidden, list.about ?? []);
  const order = orderOf(list, request.sort);
  const at = values.length;
  const [rows, counted] = await Promise.all([
    manager.query<Row[]>(
      `SELECT ${list.columns} FROM ${list.from} WHERE ${where}
       ORDER BY ${order} LIMIT $${at + 1} OFFSET $${at + 2}`,
      [...values, request.limit, request.offset],
    ),
    manager.query<{ total: string }[]>(
      `SELECT count(*) AS total
       FROM (SELECT 1 FROM ${list.countFrom ?? list.from} WHERE ${where} LIMIT ${COUNT_CAP}) AS counted`,
      values,
    ),
  ]);
  return { rows, total: Number(counted[0]?.total ?? 0) };
}

/** Runs a list that selects only ids: one page of the entities themselves, in the list's order. */
export async function selectEntities<Entity extends { id: string }>(
  manager: EntityManager,
  entity: EntityTarget<Entity>,
  list: ListSql,
  request: Omit<ListRequest<unknown>, 'filter'>,
  conditions: Conditions,
): Promise<Page<Entity>> {
  const page = await selectPage<{ id: string }>(manager, list, request, conditions);
  const wanted = { id: In(page.rows.map(({ id }) => id)) } as FindOptionsWhere<Entity>;
  const found = await manager.findBy(entity, wanted);
  const byId = new Map(found.map((one) => [one.id, one]));
  return { rows: page.rows.flatMap(({ id }) => byId.get(id) ?? []), total: page.total };
}

/**
 * The ORDER BY of a sort. Throws `sort.encrypted_column` (400) for what is encrypted, and
 * `request.invalid` for a field that is not sortable.
 */
export function orderOf(list: ListSql, sort: ListRequest<unknown>['sort']): string {
  const [field, direction] = sort ?? list.order;
  if (list.encrypted?.includes(field)) {
    throw new DomainError('sort.encrypted_column', {
      status: 400,
      message: `Records cannot be sorted by ${field}: it is encrypted.`,
      errors: { sort: `${field} is encrypted.` },
    });
  }
  // react-admin sorts by id when a page names no order.
  const known = Object.hasOwn(list.sorts, field) ? list.sorts[field] : undefined;
  const column = field === 'id' ? list.id : known;
  if (column === undefined) {
    throw new DomainError('request.invalid', {
      status: 400,
      message: 'Records cannot be sorted by this field.',
      errors: { sort: `Please sort by one of: ${Object.keys(list.sorts).join(', ')}.` },
    });
  }
  if (typeof column !== 'string') {
    const other = direction === 'ASC' ? 'DESC' : 'ASC';
    return `${column[0]} ${direction}, ${column[1]} ${other}, ${list.id} ${other}`;
  }
  if (list.grouped?.fields.includes(field)) {
    const within = direction === 'ASC' ? 'DESC' : 'ASC';
    return `${column} ${direction}, ${list.grouped.latest} ${within}, ${list.id} ${within}`;
  }
  return column === list.id
    ? `${column} ${direction}`
    : `${column} ${direction}, ${list.id} ${direction}`;
}

/** In a LIKE pattern these three letters mean something else. */
export function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, (letter) => `\\${letter}`);
}
