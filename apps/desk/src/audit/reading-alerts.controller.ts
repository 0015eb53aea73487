import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { AuditService, ReadingAlertEntity } from '#audit';
import { ReadingAlertReview, ReadingAlertView } from '#contract';
import { type Clock, DomainError, inTransaction, isId } from '#platform';
import { Vault } from '#vault';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { notFound } from '../http/record-errors.js';
import { saveVersioned } from '../http/save-versioned.js';
import { Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';

const noAlert = notFound('reading_alert.not_found', 'alert');
const MOST = 200;

interface Row {
  id: string;
  version: number;
  staff_id: string;
  staff_name: string;
  rule: ReadingAlertView['rule'];
  sentence: string;
  raised_at: Date;
  reviewed_at: Date | null;
  reviewed_by: string | null;
  note_enc: string | null;
}

/** Reading that was unusual: found by rule, looked into by a human. */
@Controller('api/reading-alerts')
export class ReadingAlertsController {
  constructor(
    private readonly source: DataSource,
    private readonly audit: AuditService,
    private readonly vault: Vault,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('audit.read')
  @Summary('Reading that was unusual, by which rule; the latest 200.')
  @Answers(z.array(ReadingAlertView))
  list(): Promise<ReadingAlertView[]> {
    return this.#views(this.source.manager, null);
  }

  @Post(':id/review')
  @HttpCode(200)
  @May('audit.read')
  @Summary('Says that it was looked into, and what came of it.')
  @Answers(ReadingAlertView)
  async review(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(ReadingAlertReview)) { version, note }: ReadingAlertReview,
  ): Promise<ReadingAlertView> {
    if (!isId(id)) throw noAlert();
    const now = this.clock.now();
    return inTransaction(this.source, async (manager) => {
      const known = await manager.findOneBy(ReadingAlertEntity, { id });
      if (known?.staffId === actor.id) throw own();
      if (known?.reviewedAt && known.version === version) throw reviewed();
      const noteEnc = this.vault.encryptNullable(noteRef(id), note);
      const change = { version, reviewedBy: actor.id, reviewedAt: now, noteEnc };
      await saveVersioned(manager, ReadingAlertEntity, id, change, { now, notFound: noAlert });
      const entry = { actor, action: 'reading_alert.reviewed', resource: 'reading_alert' };
      await this.audit.record(manager, { ...entry, resourceId: id, reason: note ?? null }, now);
      const [view] = await this.#views(manager, id);
      if (!view) throw noAlert();
      return view;
    });
  }

  async #views(manager: EntityManager, id: string | null): Promise<ReadingAlertView[]> {
    const rows = await manager.query<Row[]>(
      `SELECT a.id, a.version, a.staff_id, s.name AS staff_name, a.rule, a.sentence, a.raised_at,
         a.reviewed_at, r.name AS reviewed_by, a.note_enc
       FROM reading_alert a JOIN staff_user s ON s.id = a.staff_id LEFT JOIN staff_user r ON r.id = a.reviewed_by
       WHERE $1::uuid IS NULL OR a.id = $1 ORDER BY a.raised_at DESC, a.id DESC LIMIT ${MOST}`,
      [id],
    );
    return rows.map((row) => ({
      id: row.id,
      version: row.version,
      staffId: row.staff_id,
      staffName: row.staff_name,
      rule: row.rule,
      sentence: row.sentence,
      raisedAt: row.raised_at.toISOString(),
      reviewedAt: row.reviewed_at?.toISOString() ?? null,
      reviewedBy: row.reviewed_by,
      note: this.vault.decryptNullable(noteRef(row.id), row.note_enc),
    }));
  }
}

const noteRef = (id: string) => ({ table: 'reading_alert', column: 'note_enc', id });

function reviewed(): DomainError {
  const message = 'This was looked into already.';
  return new DomainError('reading_alert.reviewed', { status: 409, message });
}

function own(): DomainError {
  const message = 'Somebody else has to look into what you read.';
  return new DomainError('auth.forbidden', { status: 403, message });
}
