import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { COUNT_CAP, type LeadRow } from '#contract';
import { LeadEntity, LeadRows } from '#leads';
import type { ListRequest, Page } from '../http/list-dialect.js';
import { type ListSql, selectEntities } from '../http/list-sql.js';
import { PersonSearch } from '../people/person-search.js';
import { leadConditions, type LeadFilter } from './lead.filter.js';

const LEADS = {
  columns: 'l.id',
  from: 'lead l',
  id: 'l.id',
  about: ['l.id', 'l.patient_id'],
  sorts: {
    number: 'l.number',
    createdAt: 'l.created_at',
    receivedAt: 'l.received_at',
    lastActivityAt: 'l.last_activity_at',
    nextActionAt: 'l.next_action_at',
    stage: ['l.stage', 'l.created_at'],
    urgency: ['l.urgency', 'l.created_at'],
    state: ['l.state', 'l.created_at'],
    language: 'l.language',
    attempts: 'l.attempts',
    ownerId: ['l.owner_id', 'l.created_at'],
    sourceId: ['l.source_id', 'l.created_at'],
    closedAt: 'l.closed_at',
  },
  grouped: {
    fields: ['stage', 'urgency', 'state', 'language', 'ownerId', 'sourceId'],
    latest: 'l.created_at',
  },
  encrypted: ['patientName', 'contactName', 'phone', 'email'],
  order: ['createdAt', 'DESC'],
} satisfies ListSql;

/** For whom and when a list is made. */
export interface ListContext {
  me: string;
  now: Date;
  /** Leads and people that are protected from them, where nothing else says so. */
  hidden?: ReadonlySet<string> | undefined;
}

/** Lists leads: finds by plain columns and blind indexes, then opens only the page that is shown. */
@Injectable()
export class LeadList {
  constructor(
    private readonly search: PersonSearch,
    private readonly leadRows: LeadRows,
  ) {}

  async page(
    manager: EntityManager,
    request: ListRequest<LeadFilter>,
    context: ListContext,
  ): Promise<Page<LeadRow>> {
    const where = leadConditions(request.filter, { ...context, search: this.search });
    const { rows, total } = await selectEntities(manager, LeadEntity, LEADS, request, where);
    return { rows: await this.leadRows.decorate(manager, rows, context.now), total };
  }

  /** How many there are, up to `COUNT_CAP`: the number that the list of this filter says. */
  async count(manager: EntityManager, filter: LeadFilter, context: ListContext): Promise<number> {
    const { where, values } = leadConditions(filter, { ...context, search: this.search }).without(
      context.hidden,
      LEADS.about,
    );
    const [row] = await manager.query<{ total: string }[]>(
      `SELECT count(*) AS total FROM (SELECT 1 FROM lead l WHERE ${where} LIMIT ${COUNT_CAP}) AS counted`,
      values,
    );
    return Number(row?.total ?? 0);
  }
}
