import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import type { Urgency } from '#contract';
import { EnrolmentService, TaskService } from '#follow-up';
import { ActivityService } from '#leads';

/** Who does not want to be contacted any more, and by what they said so. */
export interface Stop {
  personIds: readonly string[];
  /** What says it: an inquiry, or the message a carrier refused. */
  saidById: string;
  /** In words, for tasks: "wrote STOP". */
  how: string;
  at: Date;
}

interface OpenLead {
  id: string;
  urgency: Urgency;
  owner_id: string | null;
  promised: boolean;
}

const PRESSING: ReadonlySet<Urgency> = new Set(['P0', 'P1']);

/** What follows when somebody stops all contact: timelines, the end of follow-up plans, and a human where one is needed. */
@Injectable()
export class ContactStops {
  constructor(
    private readonly activities: ActivityService,
    private readonly tasks: TaskService,
    private readonly enrolments: EnrolmentService,
  ) {}

  /** Runs in the transaction of the revocation. Gives the open leads it touched. */
  async follow(manager: EntityManager, stop: Stop, now: Date): Promise<string[]> {
    const leads = await openLeads(manager, stop.personIds);
    const leadIds = leads.map(({ id }) => id);
    for (const lead of leads) {
      await this.enrolments.endFor(manager, lead.id, 'stopped', { kind: 'person' }, now);
      await this.activities.record(
        manager,
        {
          leadId: lead.id,
          kind: 'consent.recorded',
          payload: { scope: 'call, sms, email', decision: 'revoked' },
          at: stop.at,
          actor: { kind: 'person' },
          subjectId: stop.saidById,
        },
        now,
      );
      if (PRESSING.has(lead.urgency) && lead.promised) await this.#decide(manager, lead, stop, now);
    }
    return leadIds;
  }

  /** Puts on the timeline that they want no texts; everything else goes on. */
  noteNoTexts(
    manager: EntityManager,
    said: { leadId: string; saidById: string },
    at: Date,
    now: Date,
  ): Promise<void> {
    return this.#noteOne(manager, 'sms', said, at, now);
  }

  /** The same of e-mails. */
  noteNoMails(
    manager: EntityManager,
    said: { leadId: string; saidById: string },
    at: Date,
    now: Date,
  ): Promise<void> {
    return this.#noteOne(manager, 'email', said, at, now);
  }

  async #noteOne(
    manager: EntityManager,
    scope: 'sms' | 'email',
    { leadId, saidById }: { leadId: string; saidById: string },
    at: Date,
    now: Date,
  ): Promise<void> {
    const payload = { scope, decision: 'revoked' };
    const activity = {
      leadId,
      kind: 'consent.recorded',
      payload,
      at,
      subjectId: saidById,
    } as const;
    await this.activities.record(manager, { ...activity, actor: { kind: 'person' } }, now);
  }

  /** A call promised to somebody who may be in danger is not dropped silently (docs/domain.md, stop words). */
  async #decide(manager: EntityManager, lead: OpenLead, stop: Stop, now: Date): Promise<void> {
    await this.tasks.create(
      manager,
      {
        leadId: lead.id,
        kind: 'review',
        title: `They ${stop.how}, and a call was promised to them (${lead.urgency}): decide whether to call`,
        ownerId: lead.owner_id,
        urgency: lead.urgency,
        dueAt: now,
        originKey: `stop:${stop.saidById}:${lead.id}`,
      },
      SYSTEM,
      now,
    );
  }
}

function openLeads(manager: EntityManager, personIds: readonly string[]): Promise<OpenLead[]> {
  return manager.query<OpenLead[]>(
    `SELECT l.id, l.urgency, l.owner_id,
       EXISTS (SELECT 1 FROM task t WHERE t.lead_id = l.id AND t.kind IN ('first_attempt', 'call_back')
         AND t.done_at IS NULL AND t.dropped_at IS NULL)
       OR EXISTS (SELECT 1 FROM clock c WHERE c.lead_id = l.id AND c.kind IN ('first_attempt', 'call_back')
         AND c.met_at IS NULL AND c.cancelled_at IS NULL) AS promised
     FROM lead l WHERE l.closed_at IS NULL AND (l.patient_id = ANY($1::uuid[])
       OR EXISTS (SELECT 1 FROM lead_contact c WHERE c.lead_id = l.id AND c.ended_at IS NULL
         AND c.person_id = ANY($1::uuid[])))
     ORDER BY l.id`,
    [personIds],
  );
}
