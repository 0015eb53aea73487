import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What lists are asked for and had to read whole tables for. */
const INDEXES = [
  // All leads by next action, closed ones too; the index of the open ones stays the smaller way.
  'CREATE INDEX lead_by_next_action ON lead (next_action_at, id)',
  // Overdue: promises that nobody has kept or called off.
  'CREATE INDEX clock_waiting ON clock (due_at, lead_id) WHERE met_at IS NULL AND cancelled_at IS NULL',
  // Calls of a phone number.
  'CREATE INDEX call_contact ON call (contact_point_id, started_at DESC, id DESC)',
  // Everything that happened to one record.
  'CREATE INDEX audit_event_record ON audit_event (resource_id, at DESC, id DESC) WHERE resource_id IS NOT NULL',
];

export class ListIndexes1764200000000 implements MigrationInterface {
  name = 'ListIndexes1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of INDEXES) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of [
      'lead_by_next_action',
      'clock_waiting',
      'call_contact',
      'audit_event_record',
    ]) {
      await runner.query(`DROP INDEX ${name}`);
    }
  }
}
