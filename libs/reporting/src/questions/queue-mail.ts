import type { EntityManager } from 'typeorm';
import { newId } from '#platform';
import { enqueueJob } from '#queue';
import { SEND_REPORT_MAIL } from './jobs.js';
import { ReportMailEntity } from './question.entities.js';

/** What an e-mail is about, to whom it goes, and the slot or moment it is for. */
type Mail = { staffId: string; forAt: Date } & ({ reportId: string } | { targetId: string });

/** Queues one e-mail; it is sent once for one slot. */
export async function queueMail(manager: EntityManager, mail: Mail, now: Date): Promise<void> {
  const id = newId();
  await manager.insert(ReportMailEntity, { ...mail, id, createdAt: now, updatedAt: now });
  await enqueueJob(manager, SEND_REPORT_MAIL, { mailId: id }, { dueAt: now, dedupeKey: id });
}
