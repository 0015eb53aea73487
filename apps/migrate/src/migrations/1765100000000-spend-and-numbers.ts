import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
CREATE TABLE spend_import (
  id uuid PRIMARY KEY,
  file_name_enc text NOT NULL,
  content_enc bytea NOT NULL,
  state text NOT NULL,
  source_id uuid CONSTRAINT spend_import_source_id_fkey REFERENCES source (id),
  mapping jsonb NOT NULL DEFAULT '{}',
  columns_enc text,
  counts jsonb NOT NULL DEFAULT '{}',
  total_cents bigint NOT NULL DEFAULT 0,
  problem text,
  started_by uuid CONSTRAINT spend_import_started_by_fkey REFERENCES staff_user (id),
  finished_at timestamptz,
  undone jsonb,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX spend_import_latest ON spend_import (created_at DESC, id DESC);

CREATE TABLE spend_import_line (
  import_id uuid NOT NULL CONSTRAINT spend_import_line_import_id_fkey REFERENCES spend_import (id),
  line_no integer NOT NULL,
  state text NOT NULL,
  data_enc text NOT NULL,
  did jsonb,
  left_because text,
  PRIMARY KEY (import_id, line_no)
);

CREATE TABLE spend (
  id uuid PRIMARY KEY,
  source_id uuid NOT NULL CONSTRAINT spend_source_id_fkey REFERENCES source (id),
  campaign text,
  month date NOT NULL CONSTRAINT spend_month_first CHECK (EXTRACT(day FROM month) = 1),
  cents bigint NOT NULL CONSTRAINT spend_not_negative CHECK (cents >= 0),
  import_id uuid CONSTRAINT spend_import_id_fkey REFERENCES spend_import (id),
  entered_by uuid CONSTRAINT spend_entered_by_fkey REFERENCES staff_user (id),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX spend_once ON spend (source_id, month, lower(coalesce(campaign, '')));
CREATE INDEX spend_month ON spend (month);`;

const NUMBERS = `
ALTER TABLE tracking_number ADD COLUMN utm_campaign text, ADD COLUMN referrer_host text,
  ADD COLUMN path_prefix text, ADD COLUMN places text;
CREATE INDEX call_tracking_number ON call (tracking_number_id, started_at DESC) WHERE tracking_number_id IS NOT NULL;

ALTER TABLE lead ADD COLUMN last_source_id uuid CONSTRAINT lead_last_source_id_fkey REFERENCES source (id),
  ADD COLUMN last_campaign text;`;

/** The view of 1764400000000, and whom a number is shown to. */
const ROUTING = `
CREATE OR REPLACE VIEW public_routing AS
  SELECT t.phone AS tracking_phone, t.label, t.utm_source, t.is_default,
    o.name AS organisation, o.legal_name, o.who_answers, o.who_pays, o.time_zone, w.business_hours,
    coalesce((SELECT s.phone FROM shift s WHERE s.kind = 'on_call' AND s.phone IS NOT NULL
        AND s.cancelled_at IS NULL AND s.starts_at <= now() AND s.ends_at > now()
      ORDER BY s.starts_at, s.id LIMIT 1), o.duty_phone) AS duty_phone,
    o.backup_phone, o.record_calls, o.greeting_en, o.greeting_es,
    (SELECT jsonb_build_object('inTurn', g.in_turn, 'seconds', g.seconds, 'members', (
        SELECT jsonb_agg(CASE m.value ->> 'kind'
            WHEN 'phone' THEN jsonb_build_array(jsonb_build_object('phone', m.value ->> 'phone'))
            WHEN 'staff' THEN coalesce((SELECT jsonb_agg(jsonb_build_object('client', r.identity))
              FROM ready_phone_line r WHERE r.staff_id = (m.value ->> 'staffId')::uuid), '[]')
            ELSE coalesce((SELECT jsonb_agg(jsonb_build_object('client', r.identity) ORDER BY r.identity)
              FROM ready_phone_line r), '[]')
          END ORDER BY m.ordinality)
        FROM jsonb_array_elements(g.members) WITH ORDINALITY m))
      FROM ring_group g WHERE g.active
        AND (g.id = t.ring_group_id OR (g.is_default AND NOT EXISTS (
          SELECT 1 FROM ring_group own WHERE own.id = t.ring_group_id AND own.active)))
    ) AS ring,
    t.utm_campaign, t.referrer_host, t.path_prefix
  FROM tracking_number t CROSS JOIN organisation o JOIN working_time w ON w.id = o.id
  WHERE t.active;`;

/** What sources cost, by month; whom a tracking number is shown to; the last touch beside the first. */
export class SpendAndNumbers1765100000000 implements MigrationInterface {
  name = 'SpendAndNumbers1765100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(NUMBERS);
    await runner.query(ROUTING);
  }

  async down(): Promise<void> {
    throw new Error('Tables that hold records are not undone: restore a backup instead.');
  }
}
