import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, AuditService, staffIdOf } from '#audit';
import type { CadenceCreate, CadenceEdit, CadencePlan } from '#contract';
import { checkVersion, leadError } from '#leads';
import { databaseCode, newId } from '#platform';
import { CadenceEntity, CadencePlanEntity } from './cadence.entity.js';

/** Keeps follow-up plans. Steps are never changed: other steps are a new plan, for whoever comes later. */
@Injectable()
export class CadenceService {
  constructor(private readonly audit: AuditService) {}

  /** Throws `cadence.name_taken`, and `request.invalid` naming each step whose template cannot be used. */
  async create(
    manager: EntityManager,
    input: CadenceCreate,
    actor: Actor,
    now: Date,
  ): Promise<string> {
    await refuseTemplates(manager, input.steps);
    const id = newId();
    await named(() =>
      manager.query(
        `INSERT INTO cadence (id, code, name, on_request, created_at, updated_at)
         VALUES ($1::uuid, $1::text, $2, $3, $4, $4)`,
        [id, input.name, input.onRequest, now],
      ),
    );
    await this.#write(manager, id, 1, input.steps, actor, now);
    await this.#audited(manager, id, 'cadence.created', {}, actor, now);
    return id;
  }

  /** Throws `cadence.not_found`, `record.version_conflict`, and what `create` throws. */
  async edit(
    manager: EntityManager,
    id: string,
    edit: CadenceEdit,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const cadence = await this.#locked(manager, id, edit.version, edit);
    if (edit.onRequest && cadence.isDefault) throw defaultIsForAll();
    const newest = await newestPlan(manager, id);
    if (edit.steps && !isDeepStrictEqual(edit.steps, newest.steps)) {
      await refuseTemplates(manager, edit.steps);
      await this.#write(manager, id, newest.number + 1, edit.steps, actor, now);
    }
    const { name = cadence.name, onRequest = cadence.onRequest } = edit;
    await named(() => this.#save(manager, cadence, { name, onRequest }, now));
    const fields = Object.keys(edit).filter((field) => field !== 'version');
    await this.#audited(manager, id, 'cadence.changed', { fields }, actor, now);
  }

  /** Lets leads be enrolled in it again. Throws `cadence.not_found`, `record.version_conflict`. */
  async activate(
    manager: EntityManager,
    id: string,
    input: { version: number },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const cadence = await this.#locked(manager, id, input.version, {});
    const { steps } = await newestPlan(manager, id);
    await refuseTemplates(manager, steps);
    await this.#save(manager, cadence, { active: true }, now);
    await this.#audited(manager, id, 'cadence.activated', {}, actor, now);
  }

  /** Takes nobody new from now on; who is on it stays. Throws `cadence.is_default` too: choose another first. */
  async retire(
    manager: EntityManager,
    id: string,
    input: { version: number },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const cadence = await this.#locked(manager, id, input.version, {});
    if (cadence.isDefault) {
      throw leadError(
        'cadence.is_default',
        'Leads that open are enrolled in this plan. Please make another the default first.',
      );
    }
    await this.#save(manager, cadence, { active: false }, now);
    await this.#audited(manager, id, 'cadence.retired', {}, actor, now);
  }

  /** Enrols leads that open in it from now on. Throws `cadence.retired`, `cadence.on_request_only` too. */
  async makeDefault(
    manager: EntityManager,
    id: string,
    input: { version: number },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const cadence = await this.#locked(manager, id, input.version, {});
    if (!cadence.active)
      throw leadError('cadence.retired', 'A retired plan cannot be the default.');
    if (cadence.onRequest) throw defaultIsForAll();
    if (cadence.isDefault) return;
    await manager.query(
      `UPDATE cadence SET is_default = false, version = version + 1, updated_at = $1
       WHERE is_default`,
      [now],
    );
    await this.#save(manager, cadence, { isDefault: true }, now);
    await this.#audited(manager, id, 'cadence.made_default', {}, actor, now);
  }

  async #locked(
    manager: EntityManager,
    id: string,
    version: number,
    yours: { name?: string | undefined; onRequest?: boolean | undefined },
  ): Promise<CadenceEntity> {
    const lock = { mode: 'pessimistic_write' } as const;
    const cadence = await manager.findOne(CadenceEntity, { where: { id }, lock });
    if (!cadence) throw cadenceNotFound();
    const { name, active, isDefault, onRequest } = cadence;
    checkVersion(cadence, version, { name, active, isDefault, onRequest }, yours);
    return cadence;
  }

  async #save(
    manager: EntityManager,
    cadence: CadenceEntity,
    change: Partial<Pick<CadenceEntity, 'name' | 'active' | 'isDefault' | 'onRequest'>>,
    now: Date,
  ): Promise<void> {
    const version = cadence.version + 1;
    await manager.update(CadenceEntity, cadence.id, { ...change, version, updatedAt: now });
  }

  async #write(
    manager: EntityManager,
    cadenceId: string,
    number: number,
    steps: CadencePlan,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await manager.query(
      `INSERT INTO cadence_plan (id, cadence_id, number, steps, written_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [newId(), cadenceId, number, JSON.stringify(steps), staffIdOf(actor), now],
    );
  }

  async #audited(
    manager: EntityManager,
    resourceId: string,
    action: string,
    details: Record<string, unknown>,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const resource = 'cadence';
    await this.audit.record(manager, { actor, action, resource, resourceId, details }, now);
  }
}

/** `cadence.not_found`, ready to throw. */
export function cadenceNotFound() {
  return leadError('cadence.not_found', 'There is no such plan.');
}

/** The plan that enrolments of today get. */
export async function newestPlan(
  manager: EntityManager,
  cadenceId: string,
): Promise<CadencePlanEntity> {
  const [plan] = await manager.find(CadencePlanEntity, {
    where: { cadenceId },
    order: { number: 'DESC' },
    take: 1,
  });
  if (!plan) throw new Error('A cadence has at least one plan.');
  return plan;
}

function defaultIsForAll() {
  const sentence = 'The default is for everybody, so it cannot be only for people who asked.';
  return leadError('cadence.on_request_only', sentence, { errors: { onRequest: sentence } });
}

async function named<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (databaseCode(error) !== '23505') throw error;
    const sentence = 'Another plan has this name.';
    throw leadError('cadence.name_taken', sentence, { errors: { name: sentence } });
  }
}

/** Content comes from templates in use, of the step's own channel. */
async function refuseTemplates(manager: EntityManager, steps: CadencePlan): Promise<void> {
  const rows = await manager.query<{ code: string; channel: string }[]>(
    `SELECT t.code, t.channel FROM template t WHERE t.active
       AND EXISTS (SELECT 1 FROM template_text x WHERE x.template_id = t.id)`,
  );
  const channels = new Map(rows.map(({ code, channel }) => [code, channel]));
  const errors = steps.flatMap((step, at): [string, string][] => {
    if (step.kind !== 'sms' && step.kind !== 'email') return [];
    const channel = channels.get(step.template);
    if (channel === step.kind) return [];
    const what = step.kind === 'sms' ? 'a text' : 'an e-mail';
    const sentence = channel
      ? `The template "${step.template}" is not for ${what}.`
      : `There is no template "${step.template}" in use.`;
    return [[`steps.${at}.template`, sentence]];
  });
  const [first] = errors;
  if (!first) return;
  throw leadError('request.invalid', first[1], { errors: Object.fromEntries(errors) });
}
