import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { MESSAGE_CHANNELS, MESSAGE_DIRECTIONS, MESSAGE_STATES, type MessageView } from '#contract';
import { MessageQueries } from '#messages';
import { ids, type ListRequest, type Page } from '../http/list-dialect.js';
import { Conditions, type ListSql, selectPage } from '../http/list-sql.js';
import { PersonSearch } from '../people/person-search.js';

export const MessageFilter = z.strictObject({
  id: ids.optional(),
  q: z.string().trim().max(200).optional(),
  leadId: z.uuid().optional(),
  personId: z.uuid().optional(),
  contactPointId: z.uuid().optional(),
  channel: z.enum(MESSAGE_CHANNELS).optional(),
  direction: z.enum(MESSAGE_DIRECTIONS).optional(),
  state: z
    .union([z.enum(MESSAGE_STATES), z.array(z.enum(MESSAGE_STATES)).max(MESSAGE_STATES.length)])
    .optional(),
  /** The shared inbox: what came in and nobody has dealt with. */
  unhandled: z.boolean().optional(),
  /** What failed, or may not have gone out, and nobody has dealt with. */
  undelivered: z.boolean().optional(),
});
export type MessageFilter = z.infer<typeof MessageFilter>;

const MESSAGES: ListSql = {
  columns: 'm.id',
  from: 'message m',
  id: 'm.id',
  about: ['m.lead_id', 'm.person_id'],
  sorts: { createdAt: 'm.created_at', sendAt: 'm.send_at', state: 'm.state' },
  encrypted: ['subject', 'body', 'address', 'personName'],
  order: ['createdAt', 'DESC'],
};

/** Lists messages: the shared inbox, a lead's thread, what waits, what failed. */
@Injectable()
export class MessageList {
  constructor(
    private readonly queries: MessageQueries,
    private readonly search: PersonSearch,
  ) {}

  async page(
    manager: EntityManager,
    request: ListRequest<MessageFilter>,
  ): Promise<Page<MessageView>> {
    const where = this.conditions(request.filter);
    const page = await selectPage<{ id: string }>(manager, MESSAGES, request, where);
    const found = page.rows.map(({ id }) => id);
    return { rows: await this.queries.views(manager, found), total: page.total };
  }

  private conditions(filter: MessageFilter): Conditions {
    const { state, unhandled, undelivered } = filter;
    const states = typeof state === 'string' ? [state] : state;
    const open = "m.direction = 'in' AND m.handled_at IS NULL";
    const lost =
      "m.direction = 'out' AND m.state IN ('failed', 'unknown') AND m.handled_at IS NULL";
    const where = new Conditions()
      .add('m.id = ANY (?::uuid[])', filter.id)
      .add('m.lead_id = ?::uuid', filter.leadId)
      .add('m.person_id = ?::uuid', filter.personId)
      .add('m.contact_point_id = ?::uuid', filter.contactPointId)
      .add('m.channel = ?', filter.channel)
      .add('m.direction = ?', filter.direction)
      .add('m.state = ANY (?::text[])', states);
    if (unhandled !== undefined) where.add(unhandled ? open : `NOT (${open})`);
    if (undelivered !== undefined) where.add(undelivered ? lost : `NOT (${lost})`);
    if (filter.q) {
      const persons = this.search.personsBy(filter.q);
      if (persons) where.add(`m.person_id IN (${persons.sql})`, ...persons.values);
      else where.add('false');
    }
    return where;
  }
}
