import type { EntityManager } from 'typeorm';
import { RENDER_STATUS } from '#inquiries';
import { enqueueJob } from '#queue';

/** Has the visitors' own pages of a lead written anew: what they say has changed. */
export async function renderVisitors(
  manager: EntityManager,
  leadId: string,
  now: Date,
): Promise<void> {
  const inquiries = await manager.query<{ inquiry_id: string }[]>(
    `SELECT li.inquiry_id FROM lead_inquiry li JOIN inquiry i ON i.id = li.inquiry_id
     WHERE li.lead_id = $1 AND i.kind IN ('form', 'coverage_question')`,
    [leadId],
  );
  for (const { inquiry_id: inquiryId } of inquiries) {
    await enqueueJob(manager, RENDER_STATUS, { inquiryId }, { dueAt: now });
  }
}
