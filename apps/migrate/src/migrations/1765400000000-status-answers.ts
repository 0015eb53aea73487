import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people ask for from the page of their own request. */
export class StatusAnswers1765400000000 implements MigrationInterface {
  name = 'StatusAnswers1765400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE status_answer (
        inquiry_id uuid PRIMARY KEY REFERENCES inquiry (id),
        about_id uuid NOT NULL REFERENCES inquiry (id),
        act text NOT NULL,
        at timestamptz NOT NULL
      )`);
    await runner.query(
      'CREATE INDEX status_answer_about ON status_answer (about_id, at DESC, inquiry_id DESC)',
    );
    // Whose page something came from is asked before each message that is sent to them.
    await runner.query(
      'CREATE INDEX lead_inquiry_requester ON lead_inquiry (requester_id) WHERE requester_id IS NOT NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX lead_inquiry_requester');
    await runner.query('DROP TABLE status_answer');
  }
}
