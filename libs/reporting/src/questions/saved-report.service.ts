import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, AuditService } from '#audit';
import {
  NumbersQuery,
  type NumbersReport,
  dayIn,
  may,
  periodOfPreset,
  type Role,
  type SavedReportEdit,
  type SavedReportInput,
  SavedReportSettings,
  type SavedReportView,
  type Slice,
} from '#contract';
import { DomainError, isId, newId, versionConflict } from '#platform';
import { Vault } from '#vault';
import { checkSlices, numberNamed } from '../catalogue/catalogue.js';
import { readTimeZone } from '../facts/working-time.js';
import { NumberQueries } from '../numbers/number.queries.js';
import { nextRun } from './next-run.js';
import { SavedReportEntity } from './question.entities.js';

/** Who asks. */
export interface Asker {
  id: string;
  role: Role;
}

/** Keeps the questions people ask again and again, and answers them. */
@Injectable()
export class SavedReportService {
  constructor(
    private readonly vault: Vault,
    private readonly audit: AuditService,
    private readonly numbers: NumberQueries,
  ) {}

  /** One's own and the shared ones, by name. */
  async list(manager: EntityManager, staffId: string): Promise<SavedReportView[]> {
    const found = await manager
      .createQueryBuilder(SavedReportEntity, 'r')
      .where('r.removedAt IS NULL AND (r.ownerId = :staffId OR r.shared)', { staffId })
      .orderBy('lower(r.name)')
      .addOrderBy('r.id')
      .limit(500)
      .getMany();
    const sent = await lastMails(manager, found);
    return found.map((report) => this.#view(report, staffId, sent.get(report.id)));
  }

  /** Throws `saved_report.not_found`. */
  async get(manager: EntityManager, id: string, staffId: string): Promise<SavedReportView> {
    const report = isId(id) ? await manager.findOneBy(SavedReportEntity, { id }) : null;
    if (!report || report.removedAt || (report.ownerId !== staffId && !report.shared)) {
      throw notFound();
    }
    const sent = await lastMails(manager, [report]);
    return this.#view(report, staffId, sent.get(id));
  }

  /** Throws `report.unknown_number`, `report.slice_refused`, `request.invalid` for a recipient that is nobody. */
  async create(
    manager: EntityManager,
    input: SavedReportInput,
    asker: Asker,
    actor: Actor,
    now: Date,
  ): Promise<SavedReportView> {
    const id = newId();
    checkQuestion(input.settings);
    await checkRecipients(manager, input.recipients, asker);
    await manager.insert(SavedReportEntity, {
      id,
      ownerId: asker.id,
      name: input.name,
      settingsEnc: this.vault.encryptJson(settingsRef(id), input.settings),
      shared: input.shared,
      schedule: input.schedule,
      recipients: input.recipients,
      nextAt: await this.#next(manager, input, now),
      createdAt: now,
      updatedAt: now,
    });
    await this.#recorded(manager, 'saved_report.created', id, actor, now);
    return this.get(manager, id, asker.id);
  }

  /** Of one's own. Throws `saved_report.not_found`, `auth.forbidden`, `record.version_conflict`, and like `create`. */
  async edit(
    manager: EntityManager,
    id: string,
    { version, ...edit }: SavedReportEdit,
    asker: Asker,
    actor: Actor,
    now: Date,
  ): Promise<SavedReportView> {
    const report = await this.#mine(manager, id, asker.id);
    if (report.version !== version) {
      const { name, settings, shared, schedule, recipients } = this.#view(report, asker.id);
      const current = { name, settings, shared, schedule, recipients, version: report.version };
      throw versionConflict(current, edit);
    }
    if (edit.settings) checkQuestion(edit.settings);
    if (edit.recipients) await checkRecipients(manager, edit.recipients, asker);
    const schedule = edit.schedule === undefined ? report.schedule : edit.schedule;
    const recipients = edit.recipients ?? report.recipients;
    await manager.update(
      SavedReportEntity,
      { id },
      {
        ...(edit.name === undefined ? {} : { name: edit.name }),
        ...(edit.shared === undefined ? {} : { shared: edit.shared }),
        ...(edit.settings
          ? { settingsEnc: this.vault.encryptJson(settingsRef(id), edit.settings) }
          : {}),
        schedule,
        recipients,
        nextAt: await this.#next(manager, { schedule, recipients }, now),
        version: version + 1,
        updatedAt: now,
      },
    );
    await this.#recorded(manager, 'saved_report.edited', id, actor, now);
    return this.get(manager, id, asker.id);
  }

  /** Takes one's own away; nothing of it is sent any more. Throws like `edit`. */
  async remove(
    manager: EntityManager,
    id: string,
    asker: Asker,
    actor: Actor,
    now: Date,
  ): Promise<SavedReportView> {
    const report = await this.#mine(manager, id, asker.id);
    await manager.update(
      SavedReportEntity,
      { id },
      { removedAt: now, nextAt: null, updatedAt: now },
    );
    await this.#recorded(manager, 'saved_report.removed', id, actor, now);
    return this.#view(report, asker.id);
  }

  /** What it comes to now: numbers alone, nothing that names a patient. Ask within one snapshot. */
  async answer(
    manager: EntityManager,
    settings: SavedReportSettings,
    now: Date,
  ): Promise<NumbersReport> {
    const timeZone = await readTimeZone(manager);
    const { names, by, grain, filter, compare, preset } = settings;
    const period = periodOfPreset(preset, dayIn(timeZone, now));
    const query = { names, by, filter, compare, ...period, ...(grain ? { grain } : {}) };
    return this.numbers.report(manager, NumbersQuery.parse(query), now);
  }

  /** What a saved report asks. */
  settingsOf({ id, settingsEnc }: SavedReportEntity): SavedReportSettings {
    return SavedReportSettings.parse(this.vault.decryptJson(settingsRef(id), settingsEnc));
  }

  async #next(
    manager: EntityManager,
    { schedule, recipients }: Pick<SavedReportInput, 'schedule' | 'recipients'>,
    now: Date,
  ): Promise<Date | null> {
    if (schedule === null || recipients.length === 0) return null;
    const timeZone = await readTimeZone(manager);
    return nextRun(schedule, timeZone, now);
  }

  async #mine(manager: EntityManager, id: string, staffId: string): Promise<SavedReportEntity> {
    const report = isId(id)
      ? await manager.findOne(SavedReportEntity, {
          where: { id },
          lock: { mode: 'pessimistic_write' },
        })
      : null;
    if (!report || report.removedAt || (report.ownerId !== staffId && !report.shared)) {
      throw notFound();
    }
    if (report.ownerId === staffId) return report;
    throw new DomainError('auth.forbidden', {
      status: 403,
      message: 'This report is somebody else’s. Save one of your own instead.',
    });
  }

  #view(report: SavedReportEntity, staffId: string, mails?: LastMails): SavedReportView {
    const { id, version, name, shared, ownerId, schedule, recipients, nextAt, lastAt } = report;
    return {
      id,
      version,
      name,
      settings: this.settingsOf(report),
      shared,
      ownerId,
      mine: ownerId === staffId,
      schedule,
      recipients,
      nextAt: nextAt?.toISOString() ?? null,
      lastAt: lastAt?.toISOString() ?? null,
      lastSent: mails?.sent ?? 0,
      lastFailed: mails?.failed ?? 0,
    };
  }

  #recorded(manager: EntityManager, action: string, id: string, actor: Actor, now: Date) {
    return this.audit.record(
      manager,
      { actor, action, resource: 'saved_report', resourceId: id },
      now,
    );
  }
}

interface LastMails {
  sent: number;
  failed: number;
}

/** How the e-mails of each report's last sending went. */
async function lastMails(
  manager: EntityManager,
  reports: readonly SavedReportEntity[],
): Promise<Map<string, LastMails>> {
  if (reports.length === 0) return new Map();
  const rows = await manager.query<({ id: string } & LastMails)[]>(
    `SELECT r.id, count(*) FILTER (WHERE m.state = 'sent')::int AS sent,
       count(*) FILTER (WHERE m.state IN ('failed', 'unknown'))::int AS failed
     FROM saved_report r JOIN report_mail m ON m.report_id = r.id AND m.for_at = r.last_at
     WHERE r.id = ANY ($1::uuid[]) GROUP BY r.id`,
    [reports.map(({ id }) => id)],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

function checkQuestion({ names, by, filter }: SavedReportSettings): void {
  const slices = [...by, ...(Object.keys(filter) as Slice[])];
  for (const name of names) checkSlices(numberNamed(name), slices);
}

/** Oneself may always be sent one's own; others only by who may set that up. */
export async function checkRecipients(
  manager: EntityManager,
  recipients: readonly string[],
  asker: Asker,
): Promise<void> {
  const others = recipients.filter((id) => id !== asker.id);
  if (others.length === 0) return;
  if (!may(asker.role, 'report.manage')) {
    throw new DomainError('auth.forbidden', {
      status: 403,
      message: 'Your role sends reports to yourself only.',
    });
  }
  const found = await manager.query<{ id: string; role: Role }[]>(
    "SELECT id, role FROM staff_user WHERE id = ANY ($1::uuid[]) AND status = 'active'",
    [others],
  );
  const reads = new Set(found.filter(({ role }) => may(role, 'report.read')).map(({ id }) => id));
  if (others.some((id) => !reads.has(id))) {
    throw new DomainError('request.invalid', {
      status: 400,
      message: 'Somebody among them does not work here or does not see reports.',
      errors: { recipients: 'Please choose colleagues who see reports.' },
    });
  }
}

function notFound(): DomainError {
  return new DomainError('saved_report.not_found', {
    status: 404,
    message: 'There is no such report.',
  });
}

const settingsRef = (id: string) => ({ table: 'saved_report', column: 'settings_enc', id });
