import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
CREATE TABLE webhook_endpoint (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  url text NOT NULL,
  events text[] NOT NULL,
  secrets_enc text NOT NULL,
  active boolean NOT NULL,
  created_by uuid CONSTRAINT webhook_endpoint_created_by_fkey REFERENCES staff_user (id),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE TABLE webhook_delivery (
  id uuid PRIMARY KEY,
  endpoint_id uuid NOT NULL CONSTRAINT webhook_delivery_endpoint_id_fkey REFERENCES webhook_endpoint (id),
  event_id uuid NOT NULL,
  event text NOT NULL,
  payload jsonb NOT NULL,
  state text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  answer text,
  created_at timestamptz NOT NULL,
  tried_at timestamptz
);
CREATE UNIQUE INDEX webhook_delivery_once ON webhook_delivery (endpoint_id, event_id);
CREATE INDEX webhook_delivery_recent ON webhook_delivery (created_at DESC, id DESC);

-- How far in the audit's chain deliveries were made.
CREATE TABLE webhook_cursor (
  one boolean PRIMARY KEY DEFAULT true,
  seq bigint NOT NULL
);
INSERT INTO webhook_cursor (seq) SELECT coalesce(max(seq), 0) FROM audit_link;`;

/** Outgoing webhooks: who is told of what, and how it went. */
export class Webhooks1765720000000 implements MigrationInterface {
  name = 'Webhooks1765720000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(): Promise<void> {
    throw new Error('Tables that hold records are not undone: restore a backup instead.');
  }
}
