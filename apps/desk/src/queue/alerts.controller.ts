import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { z } from 'zod';
import { AlertView, yesNo } from '#contract';
import type { Actor } from '#audit';
import { LeadWorkService } from '#follow-up';
import { AlertEntity, AlertService, LeadEntity, LeadRows, safetyNotes } from '#leads';
import { type Clock, inTransaction, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { notFound } from '../http/record-errors.js';
import { Valid } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { ReadingRecord } from '../leads/reading.js';
import { CLOCK } from '../tokens.js';

const AlertQuery = z.object({ all: yesNo });
const DAY_MS = 86_400_000;
const MOST = 100;
const noAlert = notFound('alert.not_found', 'alert');

/** Alerts: somebody may be in danger, and a human has to take it on. */
@Controller('api/alerts')
export class AlertsController {
  constructor(
    private readonly source: DataSource,
    private readonly alerts: AlertService,
    private readonly work: LeadWorkService,
    private readonly rows: LeadRows,
    private readonly readings: ReadingRecord,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('lead.read')
  @Summary('Alerts that nobody has taken on yet; with all=true those of the last day as well.')
  @Answers(z.array(AlertView))
  async list(
    @Who() { actor }: Visit,
    @Query(new Valid(AlertQuery)) { all }: z.infer<typeof AlertQuery>,
  ): Promise<AlertView[]> {
    const now = this.clock.now();
    const { manager } = this.source;
    const found = await manager
      .createQueryBuilder(AlertEntity, 'alert')
      .where('alert.acknowledgedAt IS NULL')
      .orWhere(':all AND alert.raisedAt > :since', {
        all: all ?? false,
        since: new Date(now.getTime() - DAY_MS),
      })
      .orderBy('alert.raisedAt', 'DESC')
      .addOrderBy('alert.id', 'DESC')
      .take(MOST)
      .getMany();
    const shown = found.map(({ leadId }) => ({ id: leadId }));
    await this.readings.page(manager, open(actor), 'lead', shown, now);
    return this.#views(manager, found, now);
  }

  @Post(':leadId/acknowledgement')
  @HttpCode(200)
  @May('lead.work')
  @Summary('Takes a lead’s alert on: it goes no further, and a lead nobody has is theirs.')
  @Answers(AlertView)
  async acknowledge(
    @Who() { actor, colleague }: Visit,
    @Param('leadId') leadId: string,
  ): Promise<AlertView> {
    if (!isId(leadId)) throw noAlert();
    const now = this.clock.now();
    await inTransaction(this.source, async (manager) => {
      await this.alerts.acknowledge(manager, leadId, open(actor), now);
      const lead = await manager.findOneByOrFail(LeadEntity, { id: leadId });
      if (lead.ownerId !== null || lead.closedAt !== null) return;
      const to = { ownerId: colleague.id, teamId: lead.teamId, because: 'hand' as const };
      await this.work.assign(manager, leadId, to, open(actor), now);
    });
    const { manager } = this.source;
    const found = await manager.find(AlertEntity, {
      where: { leadId },
      order: { raisedAt: 'DESC', id: 'DESC' },
      take: 1,
    });
    await this.readings.one(manager, open(actor), { resource: 'lead', id: leadId }, now);
    const [view] = await this.#views(manager, found, now);
    if (!view) throw noAlert();
    return view;
  }

  async #views(
    manager: EntityManager,
    found: readonly AlertEntity[],
    now: Date,
  ): Promise<AlertView[]> {
    const leads = await manager.findBy(LeadEntity, { id: In(found.map(({ leadId }) => leadId)) });
    const rows = await this.rows.decorate(manager, leads, now);
    return found.flatMap((alert) => {
      const lead = leads.find(({ id }) => id === alert.leadId);
      const row = rows.find(({ id }) => id === alert.leadId);
      if (!lead || !row) return [];
      return [
        {
          id: alert.id,
          leadId: lead.id,
          leadNumber: lead.number,
          patientName: row.patientName ?? row.contactName,
          phone: row.phone,
          urgency: alert.urgency,
          because: lead.urgencyReasons.map(({ because }) => because),
          safetyNotes: safetyNotes(lead.urgencyReasons, lead.substances),
          raisedAt: alert.raisedAt.toISOString(),
          step: alert.step,
          nextStep: alert.nextStep,
          nextStepAt: alert.nextStepAt?.toISOString() ?? null,
          acknowledgedAt: alert.acknowledgedAt?.toISOString() ?? null,
          acknowledgedBy: alert.acknowledgedBy,
        },
      ];
    });
  }
}

/** Whose lead is protected is found by a human all the same when they may be in danger; it is on record as ever. */
function open(actor: Actor): Actor {
  return { ...actor, hidden: undefined };
}
