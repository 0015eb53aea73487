import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a second person found of leads that the numbers leave out: rows are added, never changed. */
const TABLE = `
CREATE TABLE second_look (
  id uuid PRIMARY KEY,
  lead_id uuid NOT NULL CONSTRAINT second_look_lead_id_fkey REFERENCES lead (id),
  reason text NOT NULL,
  verdict text NOT NULL CONSTRAINT second_look_verdict CHECK (verdict IN ('right', 'wrong')),
  note_enc text,
  looked_by uuid NOT NULL CONSTRAINT second_look_by_fkey REFERENCES staff_user (id),
  at timestamptz NOT NULL
);
CREATE INDEX second_look_lead ON second_look (lead_id, at);
`;

export class SecondLook1766210000000 implements MigrationInterface {
  name = 'SecondLook1766210000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
  }

  async down(): Promise<void> {
    throw new Error('Tables that hold records are not undone: restore a backup instead.');
  }
}
