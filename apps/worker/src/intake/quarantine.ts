import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { announce, AuditService, SYSTEM } from '#audit';
import { type InquiryEntity, type Judged, QuarantineService, RENDER_STATUS } from '#inquiries';
import { enqueueJob } from '#queue';
import type { Arrival } from './arrival.js';

/** Holds back what a machine doubts, in sight of the desk: a human decides, and nothing is dropped. */
@Injectable()
export class Quarantine {
  constructor(
    private readonly lessons: QuarantineService,
    private readonly audit: AuditService,
  ) {}

  /** Of requests nobody has decided on those that are held back, unless somebody may be in danger. */
  judge(
    manager: EntityManager,
    arrivals: readonly Arrival[],
    now: Date,
  ): Promise<Map<string, Judged>> {
    return this.lessons.judge(
      manager,
      arrivals.map(({ inquiry, from, points }) => ({
        inquiryId: inquiry.id,
        suspicion: inquiry.suspicion,
        from,
        phone: points.find(({ kind }) => kind === 'phone')?.value ?? null,
      })),
      now,
    );
  }

  async hold(
    manager: EntityManager,
    inquiry: InquiryEntity,
    now: Date,
    weighed: Judged['weighed'] = [],
  ): Promise<void> {
    await manager.query(
      `INSERT INTO lead_inquiry (inquiry_id, outcome, decided_at) VALUES ($1, 'quarantined', $2)`,
      [inquiry.id, now],
    );
    await this.audit.record(
      manager,
      {
        actor: SYSTEM,
        action: 'inquiry.quarantined',
        resource: 'inquiry',
        resourceId: inquiry.id,
        details: { suspicion: inquiry.suspicion, weighed },
      },
      now,
    );
    // The visitor is told what everybody is told: a bot learns nothing, a person is not turned away.
    await enqueueJob(manager, RENDER_STATUS, { inquiryId: inquiry.id }, { dueAt: now });
    announce(manager, { event: 'inquiry.changed', id: inquiry.id, leadId: null, created: true });
  }
}
