import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What waits is looked for kind by kind, apart from what has failed before: a backlog of one kind is in nobody's way. */
export class WaitingJobs1766000000000 implements MigrationInterface {
  name = 'WaitingJobs1766000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX outbox_due');
    await runner.query(
      `CREATE INDEX outbox_due ON outbox (queue, name, (last_error IS NULL), due_at, id)
       WHERE handed_at IS NULL AND done_at IS NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX outbox_due');
    await runner.query(
      'CREATE INDEX outbox_due ON outbox (due_at, id) WHERE handed_at IS NULL AND done_at IS NULL',
    );
  }
}
