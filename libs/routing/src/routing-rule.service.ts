import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, AuditService } from '#audit';
import {
  ERROR_STATUS,
  type RoutingRuleEdit,
  type RoutingRuleInput,
  RoutingRuleView,
  type RoutingTarget,
} from '#contract';
import { DomainError, isId, newId } from '#platform';
import { RoutingRuleEntity } from './routing-rule.entity.js';
import { routingNames } from './routing-names.js';
import { ruleSentence } from './rule-sentence.js';

/** Keeps the rules of who gets a lead. Every write belongs into the caller's transaction. */
@Injectable()
export class RoutingRuleService {
  constructor(private readonly audit: AuditService) {}

  /** The rules as the desk shows them, in the order they are asked. */
  async all(manager: EntityManager): Promise<RoutingRuleView[]> {
    const rules = await manager.find(RoutingRuleEntity, { order: { position: 'ASC', id: 'ASC' } });
    const names = await routingNames(manager);
    return rules.map((rule) => viewOf(rule, names));
  }

  /** One rule. Throws `routing_rule.not_found`. */
  async get(manager: EntityManager, id: string): Promise<RoutingRuleView> {
    const rule = isId(id) ? await manager.findOneBy(RoutingRuleEntity, { id }) : null;
    if (!rule) throw notFound();
    return viewOf(rule, await routingNames(manager));
  }

  /** Adds a rule: last, unless a position is given. Throws `request.invalid` for a target that is not there. */
  async add(
    manager: EntityManager,
    input: RoutingRuleInput,
    actor: Actor,
    now: Date,
  ): Promise<string> {
    await refuseUnknown(manager, input.target);
    const id = newId();
    const [last] = await manager.query<{ next: number }[]>(
      'SELECT coalesce(max(position), 0) + 10 AS next FROM routing_rule',
    );
    await manager.insert(RoutingRuleEntity, {
      id,
      position: input.position ?? last?.next ?? 10,
      name: input.name,
      active: input.active,
      conditions: input.conditions,
      target: input.target,
      createdAt: now,
      updatedAt: now,
    });
    await this.#recorded(manager, id, 'routing_rule.added', actor, now);
    return id;
  }

  /** Changes a rule. Throws `routing_rule.not_found`, `record.version_conflict`, `request.invalid`. */
  async edit(
    manager: EntityManager,
    id: string,
    edit: RoutingRuleEdit,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const rule = isId(id)
      ? await manager.findOne(RoutingRuleEntity, {
          where: { id },
          lock: { mode: 'pessimistic_write' },
        })
      : null;
    if (!rule) throw notFound();
    const { version, ...wanted } = edit;
    if (rule.version !== version) throw conflict(rule, wanted);
    await refuseUnknown(manager, wanted.target);
    await manager.update(RoutingRuleEntity, id, {
      name: wanted.name,
      active: wanted.active,
      conditions: wanted.conditions,
      target: wanted.target,
      position: wanted.position ?? rule.position,
      version: version + 1,
      updatedAt: now,
    });
    await this.#recorded(manager, id, 'routing_rule.changed', actor, now);
  }

  /** Puts the rules into this order; rules that are not named come after, as they stood. */
  async order(
    manager: EntityManager,
    ids: readonly string[],
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await manager.query(
      `UPDATE routing_rule r SET position = o.place * 10, version = version + 1, updated_at = $2
       FROM (SELECT id, row_number() OVER (ORDER BY coalesce(array_position($1::uuid[], id), 100000),
         position, id) AS place FROM routing_rule) o
       WHERE o.id = r.id AND r.position <> o.place * 10`,
      [ids, now],
    );
    const entry = { actor, action: 'routing_rule.ordered', resource: 'routing_rule' };
    await this.audit.record(manager, { ...entry, details: { ids: [...ids] } }, now);
  }

  #recorded(
    manager: EntityManager,
    resourceId: string,
    action: string,
    actor: Actor,
    now: Date,
  ): Promise<string> {
    return this.audit.record(manager, { actor, action, resource: 'routing_rule', resourceId }, now);
  }
}

function viewOf(rule: RoutingRuleEntity, names: ReadonlyMap<string, string>): RoutingRuleView {
  return RoutingRuleView.parse(Object.assign({}, rule, { sentence: ruleSentence(rule, names) }));
}

/** Throws `request.invalid` when the target names somebody or a team that is not there. */
async function refuseUnknown(manager: EntityManager, target: RoutingTarget): Promise<void> {
  const wanted =
    target.kind === 'colleague'
      ? { table: 'staff_user', id: target.staffId, field: 'target.staffId' }
      : 'teamId' in target && target.teamId
        ? { table: 'team', id: target.teamId, field: 'target.teamId' }
        : null;
  if (!wanted) return;
  const found = await manager.query<unknown[]>(`SELECT 1 FROM ${wanted.table} WHERE id = $1`, [
    wanted.id,
  ]);
  if (found.length > 0) return;
  const sentence = 'Please choose from the list.';
  throw new DomainError('request.invalid', {
    status: ERROR_STATUS['request.invalid'],
    message: sentence,
    errors: { [wanted.field]: sentence },
  });
}

const notFound = () =>
  new DomainError('routing_rule.not_found', { status: 404, message: 'There is no such rule.' });

function conflict(rule: RoutingRuleEntity, yours: Record<string, unknown>): DomainError {
  const { name, active, conditions, target, position, version } = rule;
  return new DomainError('record.version_conflict', {
    status: 409,
    message: 'Somebody changed this rule in the meantime. Look at both and save again.',
    details: { current: { name, active, conditions, target, position, version }, yours },
  });
}
