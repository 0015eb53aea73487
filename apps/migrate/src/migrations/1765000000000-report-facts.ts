import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What every fact can be looked at by. */
const SLICES = `
  id uuid PRIMARY KEY,
  lead_id uuid,
  day date NOT NULL,
  hour_of_week smallint NOT NULL,
  counted boolean NOT NULL,
  source_id uuid,
  campaign text,
  tracking_number_id uuid,
  agent_id uuid,
  team_id uuid,
  payer_id uuid,
  plan_type text,
  level_of_care text,
  state text,
  language text,
  urgency text,`;

/** Made of records, by the one piece in libs/reporting: no row of them is a record, and none names a key of another table. */
const FACTS = `
CREATE TABLE lead_fact (${SLICES}
  lost_reason text,
  left_out_reason text,
  reached integer NOT NULL,
  entered integer NOT NULL,
  skipped integer NOT NULL,
  attempt_seconds integer,
  attempt_business_seconds integer,
  contact_seconds integer,
  contact_business_seconds integer,
  response_business_seconds integer,
  arrival_seconds integer,
  arrival_business_seconds integer,
  match_asked boolean NOT NULL,
  place_found boolean NOT NULL
);
CREATE INDEX lead_fact_day ON lead_fact (day, id);

CREATE TABLE call_fact (${SLICES}
  inbound boolean NOT NULL,
  attempt boolean NOT NULL,
  missed boolean NOT NULL,
  abandoned boolean NOT NULL,
  recovered boolean NOT NULL,
  conversation boolean NOT NULL,
  talk_seconds integer NOT NULL,
  outcome text
);
CREATE INDEX call_fact_day ON call_fact (day, id);
CREATE INDEX call_fact_lead ON call_fact (lead_id);

CREATE TABLE check_fact (${SLICES}
  closed boolean NOT NULL,
  viable boolean NOT NULL,
  turnaround_seconds integer,
  turnaround_business_seconds integer,
  outcome text
);
CREATE INDEX check_fact_day ON check_fact (day, id);
CREATE INDEX check_fact_lead ON check_fact (lead_id);

CREATE TABLE referral_fact (${SLICES}
  facility_id uuid NOT NULL,
  acknowledged boolean NOT NULL,
  acknowledged_seconds integer,
  acknowledged_business_seconds integer,
  accepted boolean NOT NULL,
  declined boolean NOT NULL,
  decline_reason text,
  scheduled boolean NOT NULL,
  arrived boolean NOT NULL,
  admitted boolean NOT NULL,
  outcome text
);
CREATE INDEX referral_fact_day ON referral_fact (day, id);
CREATE INDEX referral_fact_lead ON referral_fact (lead_id);

CREATE TABLE stay_fact (${SLICES}
  facility_id uuid NOT NULL,
  retained_7 boolean NOT NULL,
  retained_30 boolean NOT NULL,
  open_7 boolean NOT NULL,
  open_30 boolean NOT NULL,
  outcome text
);
CREATE INDEX stay_fact_day ON stay_fact (day, id);
CREATE INDEX stay_fact_lead ON stay_fact (lead_id);

CREATE TABLE pick_fact (${SLICES}
  facility_id uuid NOT NULL,
  overridden boolean NOT NULL
);
CREATE INDEX pick_fact_day ON pick_fact (day, id);
CREATE INDEX pick_fact_lead ON pick_fact (lead_id);
`;

const ROLL_UPS = `
CREATE TABLE report_day (
  population text NOT NULL,
  day date NOT NULL,
  dirty_at timestamptz,
  shape text,
  PRIMARY KEY (population, day)
);

CREATE TABLE report_cell (
  population text NOT NULL,
  slice text NOT NULL,
  day date NOT NULL,
  key text NOT NULL,
  counts bigint[] NOT NULL,
  PRIMARY KEY (population, slice, day, key)
);

CREATE TABLE report_times (
  population text NOT NULL,
  measure text NOT NULL,
  slice text NOT NULL,
  day date NOT NULL,
  key text NOT NULL,
  buckets smallint[] NOT NULL,
  counts integer[] NOT NULL,
  PRIMARY KEY (population, measure, slice, day, key)
);
`;

/**
 * A change marks what it touches in its own transaction: one more row in a table that nobody locks and nothing
 * looks up. New rows mark with one statement however many they are; a changed row marks only where a number sees it.
 */
const STALE = `
CREATE TABLE report_stale (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  lead_id uuid,
  call_id uuid,
  at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE report_rebuild (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  because text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  done_to uuid
);

CREATE FUNCTION mark_new_leads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO report_stale (lead_id) SELECT id FROM added;
  RETURN NULL;
END $$;

CREATE FUNCTION mark_new_of_leads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO report_stale (lead_id) SELECT DISTINCT lead_id FROM added;
  RETURN NULL;
END $$;

CREATE FUNCTION mark_new_calls() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO report_stale (lead_id, call_id) SELECT lead_id, id FROM added;
  RETURN NULL;
END $$;

CREATE FUNCTION mark_lead() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO report_stale (lead_id) VALUES (NEW.id);
  RETURN NULL;
END $$;

CREATE FUNCTION mark_of_lead() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.lead_id IS DISTINCT FROM NEW.lead_id THEN
    INSERT INTO report_stale (lead_id) VALUES (OLD.lead_id), (NEW.lead_id);
  ELSE
    INSERT INTO report_stale (lead_id) VALUES (NEW.lead_id);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION mark_call() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.lead_id IS DISTINCT FROM NEW.lead_id AND OLD.lead_id IS NOT NULL THEN
    INSERT INTO report_stale (lead_id, call_id) VALUES (OLD.lead_id, NULL), (NEW.lead_id, NEW.id);
  ELSE
    INSERT INTO report_stale (lead_id, call_id) VALUES (NEW.lead_id, NEW.id);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION mark_pick() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO report_stale (lead_id)
    SELECT DISTINCT m.lead_id FROM added a JOIN match m ON m.id = a.match_id;
  RETURN NULL;
END $$;

CREATE FUNCTION mark_referral_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO report_stale (lead_id)
    SELECT DISTINCT r.lead_id FROM added a JOIN referral r ON r.id = a.referral_id;
  RETURN NULL;
END $$;

CREATE FUNCTION mark_everything() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO report_rebuild (because) VALUES (TG_TABLE_NAME);
  RETURN NULL;
END $$;

CREATE TRIGGER report_new_lead AFTER INSERT ON lead REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION mark_new_leads();
CREATE TRIGGER report_new_stage AFTER INSERT ON stage_change REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION mark_new_of_leads();
CREATE TRIGGER report_new_coverage AFTER INSERT ON coverage REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION mark_new_of_leads();
CREATE TRIGGER report_new_check AFTER INSERT ON benefit_check REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION mark_new_of_leads();
CREATE TRIGGER report_new_match AFTER INSERT ON match REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION mark_new_of_leads();
CREATE TRIGGER report_new_referral AFTER INSERT ON referral REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION mark_new_of_leads();
CREATE TRIGGER report_new_call AFTER INSERT ON call REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION mark_new_calls();
CREATE TRIGGER report_new_pick AFTER INSERT ON match_pick REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION mark_pick();
CREATE TRIGGER report_new_override AFTER INSERT ON match_override REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION mark_pick();
CREATE TRIGGER report_referral_change AFTER INSERT ON referral_change REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION mark_referral_change();

CREATE TRIGGER report_lead AFTER UPDATE ON lead FOR EACH ROW WHEN (
  (OLD.received_at, OLD.closed_reason, OLD.source_id, OLD.campaign, OLD.tracking_number_id, OLD.team_id, OLD.state,
   OLD.language, OLD.urgency, OLD.level_requested, OLD.level_screened, OLD.level_assessed, OLD.payment, OLD.first_contact_at)
  IS DISTINCT FROM
  (NEW.received_at, NEW.closed_reason, NEW.source_id, NEW.campaign, NEW.tracking_number_id, NEW.team_id, NEW.state,
   NEW.language, NEW.urgency, NEW.level_requested, NEW.level_screened, NEW.level_assessed, NEW.payment, NEW.first_contact_at))
  EXECUTE FUNCTION mark_lead();
CREATE TRIGGER report_stage AFTER UPDATE ON stage_change FOR EACH ROW
  WHEN (OLD.undone_at IS DISTINCT FROM NEW.undone_at) EXECUTE FUNCTION mark_of_lead();
CREATE TRIGGER report_coverage AFTER UPDATE ON coverage FOR EACH ROW
  WHEN ((OLD.lead_id, OLD.payer_id, OLD.plan_type, OLD.priority)
    IS DISTINCT FROM (NEW.lead_id, NEW.payer_id, NEW.plan_type, NEW.priority)) EXECUTE FUNCTION mark_of_lead();
CREATE TRIGGER report_check AFTER UPDATE ON benefit_check FOR EACH ROW
  WHEN ((OLD.lead_id, OLD.coverage_id, OLD.requested_at, OLD.taken_by, OLD.closed_at, OLD.closed_by, OLD.verdict)
    IS DISTINCT FROM (NEW.lead_id, NEW.coverage_id, NEW.requested_at, NEW.taken_by, NEW.closed_at, NEW.closed_by,
      NEW.verdict)) EXECUTE FUNCTION mark_of_lead();
CREATE TRIGGER report_match AFTER UPDATE ON match FOR EACH ROW
  WHEN (OLD.lead_id IS DISTINCT FROM NEW.lead_id) EXECUTE FUNCTION mark_of_lead();
CREATE TRIGGER report_referral AFTER UPDATE ON referral FOR EACH ROW
  WHEN ((OLD.lead_id, OLD.facility_id, OLD.state, OLD.decline_reason, OLD.sent_at, OLD.acknowledged_at,
      OLD.answered_at, OLD.arrived_at, OLD.admitted_at)
    IS DISTINCT FROM (NEW.lead_id, NEW.facility_id, NEW.state, NEW.decline_reason, NEW.sent_at, NEW.acknowledged_at,
      NEW.answered_at, NEW.arrived_at, NEW.admitted_at)) EXECUTE FUNCTION mark_of_lead();
CREATE TRIGGER report_call AFTER UPDATE ON call FOR EACH ROW
  WHEN ((OLD.lead_id, OLD.direction, OLD.outcome, OLD.tracking_number_id, OLD.started_at, OLD.answered_at,
      OLD.talk_seconds, OLD.voicemail, OLD.disposition, OLD.staff_id)
    IS DISTINCT FROM (NEW.lead_id, NEW.direction, NEW.outcome, NEW.tracking_number_id, NEW.started_at, NEW.answered_at,
      NEW.talk_seconds, NEW.voicemail, NEW.disposition, NEW.staff_id)) EXECUTE FUNCTION mark_call();

-- Business time is counted by the hours as they are set now.
CREATE TRIGGER report_hours AFTER UPDATE ON organisation FOR EACH ROW
  WHEN ((OLD.time_zone, OLD.business_hours) IS DISTINCT FROM (NEW.time_zone, NEW.business_hours))
  EXECUTE FUNCTION mark_everything();
CREATE TRIGGER report_new_closed_day AFTER INSERT ON closed_day FOR EACH ROW
  WHEN (NEW.closed AND NEW.day <= current_date) EXECUTE FUNCTION mark_everything();
CREATE TRIGGER report_closed_day AFTER UPDATE ON closed_day FOR EACH ROW
  WHEN (OLD.closed <> NEW.closed AND NEW.day <= current_date) EXECUTE FUNCTION mark_everything();

INSERT INTO report_rebuild (because) VALUES ('first');
`;

export class ReportFacts1765000000000 implements MigrationInterface {
  name = 'ReportFacts1765000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [FACTS, ROLL_UPS, STALE]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('Tables that hold records are not undone: restore a backup instead.');
  }
}
