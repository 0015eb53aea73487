import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CADENCES } from './desk-work/cadences.js';
import { DUTY_AND_QUEUE } from './desk-work/duty-and-queue.js';
import { LEAD_RECORD } from './desk-work/lead-record.js';
import { MESSAGES_AND_CADENCES } from './desk-work/messages-and-cadences.js';

/** What a shift at the desk needs: the queue, who is on duty, messages, follow-up plans, the whole lead record. */
export class DeskWork1764100000000 implements MigrationInterface {
  name = 'DeskWork1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [DUTY_AND_QUEUE, MESSAGES_AND_CADENCES, CADENCES, LEAD_RECORD])
      await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('Tables that hold records are not undone: restore a backup instead.');
  }
}
