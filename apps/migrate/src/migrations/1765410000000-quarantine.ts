import type { MigrationInterface, QueryRunner } from 'typeorm';
import { DOUBTED_APART, takeInquiry } from './foundation/take-inquiry.js';

/** What the desk says of what was held back, what that teaches, and a queue of its own for what a machine doubts. */
export class Quarantine1765410000000 implements MigrationInterface {
  name = 'Quarantine1765410000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(takeInquiry({ queue: DOUBTED_APART }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(takeInquiry({ queue: `'intake'` }));
    await runner.query('DROP TABLE suspicion_lesson');
    await runner.query('DROP TABLE quarantine_decision');
  }
}

const TABLES = `
CREATE TABLE quarantine_decision (
  id uuid PRIMARY KEY,
  inquiry_id uuid NOT NULL REFERENCES inquiry (id),
  verdict text NOT NULL,
  decided_by uuid REFERENCES staff_user (id),
  at timestamptz NOT NULL
);
CREATE INDEX quarantine_decision_of ON quarantine_decision (inquiry_id, at DESC, id DESC);

CREATE TABLE suspicion_lesson (
  id uuid PRIMARY KEY,
  decision_id uuid NOT NULL REFERENCES quarantine_decision (id),
  inquiry_id uuid NOT NULL REFERENCES inquiry (id),
  kind text NOT NULL,
  reason text,
  subject bytea,
  verdict text NOT NULL,
  at timestamptz NOT NULL,
  withdrawn_at timestamptz
);
CREATE INDEX suspicion_lesson_of ON suspicion_lesson (inquiry_id) WHERE withdrawn_at IS NULL;
CREATE INDEX suspicion_lesson_reason ON suspicion_lesson (reason, at DESC, id DESC)
  WHERE kind = 'reason' AND withdrawn_at IS NULL;
CREATE INDEX suspicion_lesson_subject ON suspicion_lesson (subject, at DESC, id DESC)
  WHERE subject IS NOT NULL AND withdrawn_at IS NULL;
`;
