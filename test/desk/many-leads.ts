import type { DataSource } from 'typeorm';

/**
 * Fills the tables that lists read with `count` made-up leads over two years, most of them closed,
 * and what comes with them: people, numbers, names, clocks, tasks, calls, audit rows. Nothing in it
 * can be decrypted, so no page of it is opened.
 */
export async function seedManyLeads(owner: DataSource, count: number): Promise<void> {
  const statements = [
    'SET statement_timeout = 0',
    // Foreign keys hold by construction; checking each row of them takes most of the time.
    'SET session_replication_role = replica',
    `CREATE TEMP TABLE seed AS SELECT n, uuidv7() AS lead_id, uuidv7() AS person_id, uuidv7() AS caller_id,
       uuidv7() AS point_id, now() - (n::float / ${count}) * interval '730 days' AS at,
       n % 20 = 0 OR n < ${count} / 100 AS open
     FROM generate_series(1, ${count}) AS n`,
    `INSERT INTO staff_user (id, name, email, role)
     SELECT uuidv7(), 'Colleague ' || n, 'seed' || n || '@desk.example', 'agent' FROM generate_series(1, 20) AS n`,
    `CREATE TEMP TABLE owners AS SELECT id, row_number() OVER () - 1 AS place FROM staff_user WHERE email LIKE 'seed%'`,
    `CREATE TEMP TABLE sources AS SELECT id, row_number() OVER () - 1 AS place FROM source`,
    'INSERT INTO person (id, created_at) SELECT person_id, at FROM seed',
    'INSERT INTO person (id, created_at) SELECT caller_id, at FROM seed',
    `INSERT INTO person_name_digest (key_id, digest, person_id)
     SELECT 'seed', sha256(('name ' || (n * k) % 5000)::bytea), caller_id FROM seed, generate_series(1, 3) AS k
     ON CONFLICT DO NOTHING`,
    "INSERT INTO contact_point (id, kind, value_enc, created_at) SELECT point_id, 'phone', 'none', at FROM seed",
    `INSERT INTO contact_point_digest (key_id, digest, contact_point_id)
     SELECT 'seed', sha256(n::text::bytea), point_id FROM seed`,
    `INSERT INTO person_contact (id, person_id, contact_point_id) SELECT uuidv7(), caller_id, point_id FROM seed`,
    `INSERT INTO lead (id, patient_id, stage, urgency, urgency_reasons, urgency_rules_version, owner_id, source_id,
       state, received_at, created_at, last_activity_at, next_action_at, closed_at, closed_reason, attempts, first_attempt_at)
     SELECT lead_id, person_id,
       CASE WHEN open THEN (ARRAY['new','attempted','contacted','qualified'])[1 + n % 4] ELSE 'closed' END,
       (ARRAY['P0','P1','P2','P2','P2','P3','P3','P2','P2','P1'])[1 + n % 10], '[]', 1,
       CASE WHEN n % 13 = 0 THEN NULL ELSE o.id END, s.id,
       (ARRAY['NY','FL','TX','CA','OH','PA','IL'])[1 + n % 7], at, at, at,
       CASE WHEN open THEN at + interval '2 days' END, CASE WHEN NOT open THEN at + interval '9 days' END,
       CASE WHEN NOT open THEN (ARRAY['not_ready','unreachable','cost','spam'])[1 + n % 4] END, n % 7,
       CASE WHEN n % 40 <> 0 THEN at + interval '4 minutes' END
     FROM seed JOIN owners o ON o.place = seed.n % 20
       JOIN sources s ON s.place = seed.n % (SELECT count(*) FROM sources)`,
    `INSERT INTO lead_contact (id, lead_id, person_id, relationship) SELECT uuidv7(), lead_id, caller_id, 'parent'
     FROM seed WHERE n % 3 = 0`,
    `INSERT INTO clock (id, lead_id, kind, subject_id, started_at, due_at, met_at, cancelled_at)
     SELECT uuidv7(), lead_id, 'first_attempt', lead_id, at, at + interval '5 minutes',
       CASE WHEN n % 40 <> 0 THEN at + interval '4 minutes' END,
       CASE WHEN n % 40 = 0 AND NOT open THEN at + interval '9 days' END FROM seed`,
    `INSERT INTO task (id, lead_id, kind, title_enc, owner_id, due_at, done_at)
     SELECT uuidv7(), lead_id, 'follow_up', 'none', CASE WHEN seed.n % 13 = 0 THEN NULL ELSE o.id END, at + interval '1 day',
       CASE WHEN NOT open THEN at + interval '1 day' END FROM seed JOIN owners o ON o.place = seed.n % 20`,
    `INSERT INTO call (id, lead_id, provider, provider_call_id, direction, state, state_rank, outcome, started_at, ended_at)
     SELECT uuidv7(), lead_id, 'seed', n::text, (ARRAY['inbound','outbound'])[1 + n % 2], 'answered', 9,
       (ARRAY['answered','answered','missed','voicemail'])[1 + n % 4], at, at FROM seed`,
    `INSERT INTO audit_event (id, at, actor_kind, actor_id, action, resource, resource_id, lead_id)
     SELECT uuidv7(), at, 'staff', o.id, 'lead.read', 'lead', lead_id::text, lead_id
     FROM seed JOIN owners o ON o.place = seed.n % 20`,
    `INSERT INTO inquiry (id, kind, provider, provider_event_id, received_at, reference, token_digest, capability_key,
       body_digest, seal_key_id, sealed, suspicion)
     SELECT person_id, 'form', 'seed', n::text, at, 'SEED-' || n, '', '', '', 'seed', '',
       CASE WHEN n % 500 = 0 THEN '{honeypot}' ELSE '{}' END::text[] FROM seed`,
    `INSERT INTO lead_inquiry (inquiry_id, lead_id, outcome, decided_at)
     SELECT person_id, CASE WHEN n % 500 > 0 THEN lead_id END,
       CASE WHEN n % 500 > 0 THEN 'opened_lead' ELSE 'quarantined' END, at FROM seed`,
    'VACUUM ANALYZE',
    'RESET ALL',
  ];
  const runner = owner.createQueryRunner();
  try {
    for (const statement of statements) await runner.query(statement);
  } finally {
    await runner.release();
  }
}
