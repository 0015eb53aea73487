import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { announce, AuditService, SYSTEM } from '#audit';
import { type InquiryEntity, RENDER_STATUS } from '#inquiries';
import { enqueueJob } from '#queue';

/** Holds back what a machine doubts, in sight of the desk: a human decides, and nothing is dropped. */
@Injectable()
export class Quarantine {
  constructor(private readonly audit: AuditService) {}

  async hold(manager: EntityManager, inquiry: InquiryEntity, now: Date): Promise<void> {
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
        details: { suspicion: inquiry.suspicion },
      },
      now,
    );
    // The visitor is told what everybody is told: a bot learns nothing, a person is not turned away.
    await enqueueJob(manager, RENDER_STATUS, { inquiryId: inquiry.id }, { dueAt: now });
    announce(manager, { event: 'inquiry.changed', id: inquiry.id, leadId: null, created: true });
  }
}
