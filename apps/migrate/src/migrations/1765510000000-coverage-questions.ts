import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who asked on the site whether their insurance covers it, and how they want to hear the answer. */
export class CoverageQuestions1765510000000 implements MigrationInterface {
  name = 'CoverageQuestions1765510000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE coverage_question (
        inquiry_id uuid PRIMARY KEY REFERENCES inquiry (id),
        coverage_id uuid NOT NULL REFERENCES coverage (id),
        answer_by text NOT NULL,
        answered_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX coverage_question_coverage ON coverage_question (coverage_id);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE coverage_question');
  }
}
