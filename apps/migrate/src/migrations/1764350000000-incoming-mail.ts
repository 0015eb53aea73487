import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an e-mail that came in has beside its words, and how far each mailbox has been read. */
export class IncomingMail1764350000000 implements MigrationInterface {
  name = 'IncomingMail1764350000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE message ADD COLUMN mail_enc text');
    await runner.query(`CREATE TABLE mailbox (
      name text PRIMARY KEY,
      active boolean NOT NULL DEFAULT true,
      uid_validity text,
      next_uid bigint,
      read_at timestamptz,
      failing_since timestamptz,
      failure text,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    )`);
    // E-mails to an address that came back, asked for before each e-mail to it.
    await runner.query(`CREATE INDEX message_returned ON message (contact_point_id)
      WHERE direction = 'out' AND channel = 'email' AND state = 'failed'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX message_returned');
    await runner.query('DROP TABLE mailbox');
    await runner.query('ALTER TABLE message DROP COLUMN mail_enc');
  }
}
