import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who confirmed, by another way than the e-mail itself, that it is from whom it says. */
const COLUMNS = `
ALTER TABLE message ADD COLUMN sender_confirmed_at timestamptz;
ALTER TABLE message ADD COLUMN sender_confirmed_by uuid
  CONSTRAINT message_sender_confirmed_by_fkey REFERENCES staff_user (id);`;

export class ConfirmedSenders1766120000000 implements MigrationInterface {
  name = 'ConfirmedSenders1766120000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMNS);
  }

  async down(): Promise<void> {
    throw new Error('Columns that hold decisions are not undone: restore a backup instead.');
  }
}
