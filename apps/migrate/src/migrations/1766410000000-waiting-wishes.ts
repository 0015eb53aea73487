import type { MigrationInterface, QueryRunner } from 'typeorm';
import { DOUBTED_APART, takeInquiry } from './foundation/take-inquiry.js';

/**
 * Before anything is sent, what waits to be taken in is searched for a wish of the person (rule R11). What the form of the site
 * brings is none, and in a rush it is nearly all that waits: the job of such a request says so, and the index leaves it out. A job
 * that does not say what it is of is looked at.
 */
const PAYLOAD = `CASE WHEN p_kind = 'form' AND p_provider <> 'status_link'
      THEN jsonb_build_object('inquiryId', p_id, 'form', true) ELSE jsonb_build_object('inquiryId', p_id) END`;

const WISHES = `
CREATE INDEX outbox_wishes ON outbox (id)
  WHERE done_at IS NULL AND queue = 'intake' AND name = 'take-in-inquiry' AND NOT payload ? 'form';`;

export class WaitingWishes1766410000000 implements MigrationInterface {
  name = 'WaitingWishes1766410000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(WISHES);
    await runner.query(takeInquiry({ queue: DOUBTED_APART, payload: PAYLOAD }));
  }

  async down(): Promise<void> {
    throw new Error('Tables that hold records are not undone: restore a backup instead.');
  }
}
