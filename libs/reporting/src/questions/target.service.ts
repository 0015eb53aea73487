import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, AuditService } from '#audit';
import {
  dayIn,
  periodOfPreset,
  type ReportTargetEdit,
  type ReportTargetInput,
  type ReportTargetView,
  SliceFilter,
  type Slice,
} from '#contract';
import { DomainError, isId, newId, versionConflict } from '#platform';
import { Vault } from '#vault';
import { checkSlices, numberNamed } from '../catalogue/catalogue.js';
import { readTimeZone } from '../facts/working-time.js';
import { NumberQueries } from '../numbers/number.queries.js';
import { judge } from './judge.js';
import { ReportTargetEntity } from './question.entities.js';
import { queueMail } from './queue-mail.js';
import { type Asker, checkRecipients } from './saved-report.service.js';

const MOST_TARGETS = 100;

/** Values that numbers are held against: kept, looked at every few minutes, and said aloud once when they are missed. */
@Injectable()
export class TargetService {
  constructor(
    private readonly vault: Vault,
    private readonly audit: AuditService,
    private readonly numbers: NumberQueries,
  ) {}

  /** All of them; those that are missed first. */
  async list(manager: EntityManager): Promise<ReportTargetView[]> {
    const targets = await manager
      .createQueryBuilder(ReportTargetEntity, 't')
      .orderBy("CASE WHEN t.active AND t.state = 'missed' THEN 0 WHEN t.active THEN 1 ELSE 2 END")
      .addOrderBy('t.name')
      .addOrderBy('t.id')
      .limit(MOST_TARGETS)
      .getMany();
    return targets.map((target) => this.#view(target));
  }

  /** Within one snapshot. Throws `report.unknown_number`, `report.slice_refused`, `report_target.too_many`. */
  async create(
    manager: EntityManager,
    input: ReportTargetInput,
    asker: Asker,
    actor: Actor,
    now: Date,
  ): Promise<ReportTargetView> {
    checkSlices(numberNamed(input.name), Object.keys(input.filter) as Slice[]);
    await checkRecipients(manager, input.recipients, asker);
    if ((await manager.count(ReportTargetEntity)) >= MOST_TARGETS) {
      throw new DomainError('report_target.too_many', {
        status: 409,
        message: `There are ${MOST_TARGETS} targets already. Change one of them instead.`,
      });
    }
    const id = newId();
    const { filter, ...rest } = input;
    await manager.insert(ReportTargetEntity, {
      ...rest,
      id,
      filterEnc: this.vault.encryptJson(filterRef(id), filter),
      createdAt: now,
      updatedAt: now,
    });
    await this.#recorded(manager, 'report_target.added', id, actor, now);
    await this.check(manager, id, now);
    return this.#get(manager, id);
  }

  /** Within one snapshot. Throws `report_target.not_found`, `record.version_conflict`. */
  async edit(
    manager: EntityManager,
    id: string,
    { version, ...edit }: ReportTargetEdit,
    asker: Asker,
    actor: Actor,
    now: Date,
  ): Promise<ReportTargetView> {
    const target = isId(id)
      ? await manager.findOne(ReportTargetEntity, {
          where: { id },
          lock: { mode: 'pessimistic_write' },
        })
      : null;
    if (!target) throw notFound();
    if (target.version !== version) {
      const { preset, side, value, fewest, active, recipients } = target;
      throw versionConflict(
        { preset, side, value, fewest, active, recipients, version: target.version },
        edit,
      );
    }
    if (edit.recipients) await checkRecipients(manager, edit.recipients, asker);
    const given = Object.entries(edit).filter(([, value]) => value !== undefined);
    await manager.update(
      ReportTargetEntity,
      { id },
      { ...Object.fromEntries(given), version: version + 1, updatedAt: now },
    );
    await this.#recorded(manager, 'report_target.changed', id, actor, now);
    await this.check(manager, id, now);
    return this.#get(manager, id);
  }

  /** Targets that are switched on. */
  async active(manager: EntityManager): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      'SELECT id FROM report_target WHERE active ORDER BY id LIMIT $1',
      [MOST_TARGETS],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Looks at one target; when it is newly missed, writes to its recipients. Repeating it does nothing more. Belongs into one
   * snapshot, as `create` and `edit` do, which look at it too: what is rolled up meanwhile would be counted twice or not at all.
   */
  async check(manager: EntityManager, id: string, now: Date): Promise<void> {
    const target = await manager.findOne(ReportTargetEntity, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    if (!target?.active) return;
    const timeZone = await readTimeZone(manager);
    const period = periodOfPreset(target.preset, dayIn(timeZone, now));
    const definition = numberNamed(target.name);
    const is = await this.numbers.value(manager, definition, period, this.#filter(target));
    const state = judge(target, { ...is, isCount: definition.unit === 'count' });
    const newly = state === 'missed' && target.state !== 'missed';
    const missedSince = state === 'missed' ? (newly ? now : target.missedSince) : null;
    await manager.update(
      ReportTargetEntity,
      { id },
      {
        state,
        lastValue: is.value,
        lastCounted: is.counted,
        lastOf: is.of,
        checkedAt: now,
        missedSince,
      },
    );
    if (!newly) return;
    for (const staffId of target.recipients) {
      await queueMail(manager, { targetId: id, staffId, forAt: now }, now);
    }
  }

  /** A target as the desk shows it. */
  async one(manager: EntityManager, id: string): Promise<ReportTargetView | null> {
    const target = await manager.findOneBy(ReportTargetEntity, { id });
    return target && this.#view(target);
  }

  async #get(manager: EntityManager, id: string): Promise<ReportTargetView> {
    const target = await this.one(manager, id);
    if (!target) throw notFound();
    return target;
  }

  #filter({ id, filterEnc }: ReportTargetEntity): SliceFilter {
    return SliceFilter.parse(this.vault.decryptJson(filterRef(id), filterEnc));
  }

  #view(target: ReportTargetEntity): ReportTargetView {
    const { id, version, name, preset, side, value, fewest, active, recipients, state } = target;
    const { label, unit } = numberNamed(name);
    return {
      id,
      version,
      name,
      label,
      unit,
      filter: this.#filter(target),
      preset,
      side,
      value,
      fewest,
      active,
      recipients,
      state,
      lastValue: target.lastValue,
      lastCounted: target.lastCounted,
      lastOf: target.lastOf,
      checkedAt: target.checkedAt?.toISOString() ?? null,
      missedSince: target.missedSince?.toISOString() ?? null,
    };
  }

  #recorded(manager: EntityManager, action: string, id: string, actor: Actor, now: Date) {
    return this.audit.record(
      manager,
      { actor, action, resource: 'report_target', resourceId: id },
      now,
    );
  }
}

function notFound(): DomainError {
  return new DomainError('report_target.not_found', {
    status: 404,
    message: 'There is no such target.',
  });
}

const filterRef = (id: string) => ({ table: 'report_target', column: 'filter_enc', id });
