import { type EntityManager, In } from 'typeorm';
import { z } from 'zod';
import type { CadenceDetail, CadenceRow } from '#contract';
import { CadencePlanEntity } from '#follow-up';
import { ids, type ListRequest, type Page } from '../http/list-dialect.js';
import { Conditions, escapeLike, type ListSql, selectPage } from '../http/list-sql.js';

export const CadenceFilter = z.strictObject({
  id: ids.optional(),
  q: z.string().trim().max(200).optional(),
  active: z.boolean().optional(),
});

const CADENCES: ListSql = {
  columns: `c.id, c.version, c.code, c.name, c.active, c.is_default AS "isDefault",
    c.on_request AS "onRequest", p.number AS "planNumber", jsonb_array_length(p.steps) AS "stepCount",
    (SELECT count(*)::int FROM enrolment e WHERE e.cadence_id = c.id AND e.ended_at IS NULL) AS enrolled,
    c.created_at AS "createdAt", c.updated_at AS "updatedAt"`,
  from: `cadence c JOIN LATERAL (SELECT number, steps FROM cadence_plan
    WHERE cadence_id = c.id ORDER BY number DESC LIMIT 1) p ON true`,
  countFrom: 'cadence c',
  id: 'c.id',
  sorts: {
    name: 'lower(c.name)',
    active: 'c.active',
    createdAt: 'c.created_at',
    updatedAt: 'c.updated_at',
  },
  order: ['name', 'ASC'],
};

type Row = Omit<CadenceRow, 'createdAt' | 'updatedAt'> & { createdAt: Date; updatedAt: Date };

/** Follow-up plans. */
export async function listCadences(
  manager: EntityManager,
  request: ListRequest<z.infer<typeof CadenceFilter>>,
): Promise<Page<CadenceRow>> {
  const { filter } = request;
  const where = new Conditions()
    .add('c.id = ANY (?::uuid[])', filter.id)
    .add('c.active = ?', filter.active)
    .add('c.name ILIKE ?', filter.q ? `%${escapeLike(filter.q)}%` : undefined);
  const { rows, total } = await selectPage<Row>(manager, CADENCES, request, where);
  return { rows: rows.map(rowOf), total };
}

/** One with its newest plan; undefined when there is none. */
export async function readCadence(
  manager: EntityManager,
  id: string,
): Promise<CadenceDetail | undefined> {
  const one = { filter: { id: [id] }, sort: undefined, offset: 0, limit: 1 };
  const [row] = (await listCadences(manager, one)).rows;
  const plans = await manager.find(CadencePlanEntity, {
    where: { cadenceId: In([id]) },
    order: { number: 'DESC' },
  });
  const [newest] = plans;
  if (!row || !newest) return undefined;
  return {
    ...row,
    steps: newest.steps,
    plans: plans.map(planOf),
  };
}

function planOf({ id, number, writtenBy, createdAt }: CadencePlanEntity) {
  return { id, number, writtenBy, createdAt: createdAt.toISOString() };
}

function rowOf(row: Row): CadenceRow {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
