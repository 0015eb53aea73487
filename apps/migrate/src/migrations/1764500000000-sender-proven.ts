import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether our mail server vouches for the address an e-mail says it is from. */
export class SenderProven1764500000000 implements MigrationInterface {
  name = 'SenderProven1764500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE message ADD COLUMN sender_proven boolean');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE message DROP COLUMN sender_proven');
  }
}
