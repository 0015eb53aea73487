import type { MigrationInterface, QueryRunner } from 'typeorm';

const FACTS = ['lead_fact', 'call_fact', 'check_fact', 'referral_fact', 'stay_fact', 'pick_fact'];

/** What a fact can be looked at by as well: how somebody came the last time before they asked. */
const LAST_TOUCH = FACTS.map(
  (table) => `ALTER TABLE ${table} ADD COLUMN last_source_id uuid, ADD COLUMN last_campaign text;`,
).join('\n');

const MARK_LAST_TOUCH = `
DROP TRIGGER report_lead ON lead;
CREATE TRIGGER report_lead AFTER UPDATE ON lead FOR EACH ROW WHEN (
  (OLD.received_at, OLD.closed_reason, OLD.source_id, OLD.campaign, OLD.last_source_id, OLD.last_campaign,
   OLD.tracking_number_id, OLD.team_id, OLD.state, OLD.language, OLD.urgency, OLD.level_requested, OLD.level_screened,
   OLD.level_assessed, OLD.payment, OLD.first_contact_at)
  IS DISTINCT FROM
  (NEW.received_at, NEW.closed_reason, NEW.source_id, NEW.campaign, NEW.last_source_id, NEW.last_campaign,
   NEW.tracking_number_id, NEW.team_id, NEW.state, NEW.language, NEW.urgency, NEW.level_requested, NEW.level_screened,
   NEW.level_assessed, NEW.payment, NEW.first_contact_at))
  EXECUTE FUNCTION mark_lead();
`;

/**
 * What is rolled up, by day and by month: counts and durations for each key of one slice, and of each day its facts as
 * columns of characters, for questions of several slices at once. All of it is made of facts; what was there is made anew.
 */
const ROLL_UPS = `
ALTER TABLE report_day ADD COLUMN version bigint NOT NULL DEFAULT 0, ADD COLUMN rolled_at timestamptz;

CREATE TABLE report_month (
  population text NOT NULL,
  month date NOT NULL,
  shape text NOT NULL,
  version bigint NOT NULL,
  PRIMARY KEY (population, month)
);

DROP TABLE report_cell; -- safe: never released
CREATE TABLE report_cell (
  population text NOT NULL,
  slice text NOT NULL,
  span text NOT NULL,
  start date NOT NULL,
  key text NOT NULL,
  counts bigint[] NOT NULL,
  PRIMARY KEY (population, slice, span, start, key)
);

DROP TABLE report_times; -- safe: never released
CREATE TABLE report_times (
  population text NOT NULL,
  slice text NOT NULL,
  span text NOT NULL,
  measure text NOT NULL,
  start date NOT NULL,
  key text NOT NULL,
  histogram text NOT NULL,
  PRIMARY KEY (population, slice, span, measure, start, key)
);

CREATE TABLE report_key (
  slice text NOT NULL,
  key text NOT NULL,
  code integer NOT NULL,
  PRIMARY KEY (slice, key)
);
CREATE UNIQUE INDEX report_key_code ON report_key (slice, code);

CREATE TABLE report_block (
  population text NOT NULL,
  name text NOT NULL,
  day date NOT NULL,
  cells text NOT NULL,
  PRIMARY KEY (population, name, day)
);
-- Read whole and often: taking them out of compression would be most of the work.
ALTER TABLE report_times ALTER COLUMN histogram SET STORAGE EXTERNAL;
ALTER TABLE report_block ALTER COLUMN cells SET STORAGE EXTERNAL;
`;

export class ReportSpans1766200000000 implements MigrationInterface {
  name = 'ReportSpans1766200000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [LAST_TOUCH, MARK_LAST_TOUCH, ROLL_UPS]) await runner.query(sql);
    await runner.query("INSERT INTO report_rebuild (because) VALUES ('last touch')");
  }

  async down(): Promise<void> {
    throw new Error('Tables that hold records are not undone: restore a backup instead.');
  }
}
