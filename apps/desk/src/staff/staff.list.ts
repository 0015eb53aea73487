import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { ROLES, type StaffView, type TeamView } from '#contract';
import { ids, type ListRequest, type Page } from '../http/list-dialect.js';
import { Conditions, escapeLike, type ListSql, selectPage } from '../http/list-sql.js';

export const StaffFilter = z.strictObject({
  id: ids.optional(),
  q: z.string().trim().max(200).optional(),
  role: z.enum(ROLES).optional(),
  teamId: z.uuid().optional(),
  status: z.enum(['active', 'disabled']).optional(),
  onDuty: z.boolean().optional(),
});

const STAFF: ListSql = {
  columns: `s.id, s.version, s.name, s.email, s.role, s.team_id AS "teamId", s.status,
    s.on_duty AS "onDuty", s.languages, s.created_at AS "createdAt",
    COALESCE((SELECT u."twoFactorEnabled" FROM auth."user" u WHERE u.id = s.id::text), false) AS "twoFactor"`,
  from: 'staff_user s',
  id: 's.id',
  sorts: {
    name: 'lower(s.name)',
    email: 'lower(s.email)',
    role: 's.role',
    status: 's.status',
    createdAt: 's.created_at',
    onDuty: 's.on_duty',
  },
  order: ['name', 'ASC'],
};

type Row = Omit<StaffView, 'createdAt'> & { createdAt: Date };

/** A page of colleagues; their names are no patient's and can be searched as they are. */
export async function listStaff(
  manager: EntityManager,
  request: ListRequest<z.infer<typeof StaffFilter>>,
): Promise<Page<StaffView>> {
  const { filter } = request;
  const where = new Conditions()
    .add('s.id = ANY (?::uuid[])', filter.id)
    .add('s.role = ?', filter.role)
    .add('s.team_id = ?::uuid', filter.teamId)
    .add('s.status = ?', filter.status)
    .add('s.on_duty = ?', filter.onDuty);
  if (filter.q) {
    const like = `%${escapeLike(filter.q)}%`;
    where.add('s.name ILIKE ? OR s.email ILIKE ?', like, like);
  }
  const page = await selectPage<Row>(manager, STAFF, request, where);
  return { ...page, rows: page.rows.map(staffView) };
}

/** One colleague as the API shows them. */
export async function showStaff(
  manager: EntityManager,
  id: string,
): Promise<StaffView | undefined> {
  const { rows } = await listStaff(manager, {
    filter: { id: [id] },
    sort: undefined,
    offset: 0,
    limit: 1,
  });
  return rows[0];
}

function staffView(row: Row): StaffView {
  return { ...row, createdAt: row.createdAt.toISOString() };
}

export const TeamFilter = z.strictObject({
  id: ids.optional(),
  q: z.string().trim().max(200).optional(),
});

const TEAMS: ListSql = {
  columns: 't.id, t.version, t.name, t.created_at AS "createdAt"',
  from: 'team t',
  id: 't.id',
  sorts: { name: 'lower(t.name)', createdAt: 't.created_at' },
  order: ['name', 'ASC'],
};

export async function listTeams(
  manager: EntityManager,
  request: ListRequest<z.infer<typeof TeamFilter>>,
): Promise<Page<z.infer<typeof TeamView>>> {
  const { filter } = request;
  const where = new Conditions()
    .add('t.id = ANY (?::uuid[])', filter.id)
    .add('t.name ILIKE ?', filter.q ? `%${escapeLike(filter.q)}%` : undefined);
  const page = await selectPage<{ id: string; version: number; name: string; createdAt: Date }>(
    manager,
    TEAMS,
    request,
    where,
  );
  return {
    ...page,
    rows: page.rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })),
  };
}
