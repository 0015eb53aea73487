import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CALLS_AND_WORK } from './foundation/calls-and-work.js';
import { DOOR } from './foundation/door.js';
import { LEADS } from './foundation/leads.js';
import { PEOPLE } from './foundation/people.js';
import { STAFF_AND_AUDIT } from './foundation/staff-and-audit.js';
import { SOURCES_AND_PAYERS } from './foundation/sources-and-payers.js';

/** The tables everything stands on: the sealed door, people, leads, calls, work, staff, audit. */
export class Foundation1764000000000 implements MigrationInterface {
  name = 'Foundation1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [DOOR, STAFF_AND_AUDIT, PEOPLE, SOURCES_AND_PAYERS, LEADS, CALLS_AND_WORK]) {
      await runner.query(sql);
    }
  }

  async down(): Promise<void> {
    throw new Error('The foundation is not undone: restore a backup instead.');
  }
}
