/**
 * A million leads as the tables hold them after some years: people with names and numbers that can be
 * found and opened, most leads closed, the open ones with their clocks and tasks.
 */
import { randomUUID } from 'node:crypto';

/** Deterministic, so that two runs load the same. */
function randomFrom(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const SYLLABLES =
  'ba be bo da de di fa go ha ja ka la le li lo ma me mi na ne no pa ra re ri ro sa se ta te ti va ve wi za'.split(
    ' ',
  );
const STATES = ['NY', 'FL', 'TX', 'CA', 'OH', 'PA', 'IL', 'AZ', 'WA', 'MA'];
const OPEN_STAGES = [
  'new',
  'attempted',
  'contacted',
  'qualified',
  'verifying',
  'matched',
  'referred',
  'accepted',
  'scheduled',
  'admitted',
];
const BATCH = 5000;
const DAY_MS = 86_400_000;

/**
 * @param {import('pg').Client} db of the owner
 * @param {{ vault: object, nameTokens: (name: string) => string[], leads: number, say: (line: string) => void }} how
 */
export async function load(db, { vault, nameTokens, leads, say }) {
  await db.query('SET session_replication_role = replica');
  await db.query('SET synchronous_commit = off');
  const indexes = await takeIndexes(db);
  const random = randomFrom(7);
  const world = await groundwork(db);
  const word = (parts) => {
    let made = '';
    for (let n = 0; n < parts; n += 1) made += SYLLABLES[random(SYLLABLES.length)];
    return made[0].toUpperCase() + made.slice(1);
  };
  // Few first names and many last names, some far more common than others, as in life.
  const first = Array.from({ length: 800 }, () => word(2));
  const last = Array.from({ length: 6000 }, () => word(3));
  const skewed = (list) => list[Math.min(random(list.length), random(list.length))];
  const digestsOf = memo((token) => vault.digests('name', token));
  const rare = { name: 'Quillon Xanderby', phone: '+12125550123', email: 'quillon@mail.example' };
  // One in five hundred has the commonest name of all.
  const common = `${first[0]} ${last[0]}`;
  const now = Date.now();
  let loaded = 0;
  while (loaded < leads) {
    const rows = {
      person: [],
      name: [],
      point: [],
      pointDigest: [],
      link: [],
      lead: [],
      contact: [],
      clock: [],
      task: [],
      queue: [],
      tag: [],
    };
    for (let n = loaded; n < Math.min(loaded + BATCH, leads); n += 1) {
      const at = new Date(now - (1 - n / leads) * 900 * DAY_MS - 3_600_000);
      const isRare = n === Math.floor(leads / 2);
      const patient = newPerson(rows, {
        name: isRare ? rare.name : n % 500 === 0 ? common : `${skewed(first)} ${skewed(last)}`,
        phone: isRare ? rare.phone : phoneOf(n),
        email: isRare ? rare.email : null,
        at,
      });
      addLead(rows, n, patient, at);
      if (n % 5 === 0) {
        const contact = newPerson(rows, {
          name: `${skewed(first)} ${skewed(last)}`,
          phone: phoneOf(leads + n),
          email: null,
          at,
        });
        rows.contact.push([uuidAt(at), lastOf(rows.lead)[0], contact, 'parent', at]);
      }
    }
    await write(db, rows);
    loaded = Math.min(loaded + BATCH, leads);
    if (loaded % 100_000 === 0) say(`${loaded} leads`);
  }
  await db.query('RESET session_replication_role');
  say('indexes, vacuum and analyze');
  for (const definition of indexes) await db.query(definition);
  await db.query('VACUUM ANALYZE');
  return { ...world, rare, common };

  function addLead(rows, n, patient, at) {
    const id = uuidAt(at);
    // One in twenty of the older ones is open, and one in two of the last month.
    const open = n > leads - leads / 30 ? n % 2 === 0 : n % 20 === 0;
    const stage = open ? OPEN_STAGES[Math.min(random(10), random(10))] : 'closed';
    const owner = n % 13 === 0 ? null : world.owners[random(world.owners.length)];
    const due = new Date(at.getTime() + 2 * DAY_MS);
    rows.lead.push([
      id,
      patient,
      stage,
      ['P0', 'P1', 'P2', 'P2', 'P2', 'P3', 'P3', 'P2'][random(8)],
      owner,
      n % 7 === 0 ? null : world.teams[random(world.teams.length)],
      world.sources[random(world.sources.length)],
      n % 9 === 0 ? 'es' : 'en',
      String(10_000 + random(80_000)),
      STATES[random(STATES.length)],
      at,
      open ? due : null,
      open ? null : new Date(at.getTime() + 9 * DAY_MS),
      open ? null : ['not_ready', 'unreachable', 'cost', 'spam'][random(4)],
      random(7),
      n % 40 === 0 ? null : new Date(at.getTime() + 240_000),
    ]);
    if (open) {
      rows.clock.push([uuidAt(at), id, 'call_back', id, at, due]);
      rows.task.push([uuidAt(at), id, 'follow_up', vaultText('task', 'title_enc'), owner, due]);
    }
    // Every open lead waits in the queue, one in five held back until later.
    if (open) {
      const holdUntil = random(5) === 0 ? new Date(now + DAY_MS) : null;
      rows.queue.push([
        id,
        1 + random(9),
        'clock',
        due,
        holdUntil,
        owner,
        lastOf(rows.lead)[5],
        at,
      ]);
    }
    if (n % 10 === 0) rows.tag.push([id, world.tags[random(world.tags.length)], at]);
    function vaultText(table, column) {
      const taskId = lastOf(rows.task)?.[0] ?? id;
      return vault.encrypt({ table, column, id: taskId }, 'Call again');
    }
  }

  function newPerson(rows, { name, phone, email, at }) {
    const id = uuidAt(at);
    rows.person.push([id, vault.encrypt({ table: 'person', column: 'name_enc', id }, name), at]);
    for (const token of new Set(nameTokens(name))) {
      for (const { keyId, digest } of digestsOf(token)) rows.name.push([keyId, digest, id]);
    }
    for (const [kind, value] of [
      ['phone', phone],
      ['email', email],
    ]) {
      if (!value) continue;
      const point = uuidAt(at);
      rows.point.push([
        point,
        kind,
        vault.encrypt({ table: 'contact_point', column: 'value_enc', id: point }, value),
        at,
      ]);
      for (const { keyId, digest } of vault.digests(kind, value))
        rows.pointDigest.push([keyId, digest, point]);
      rows.link.push([uuidAt(at), id, point, at]);
    }
    return id;
  }
}

/** Drops the indexes that hold no rule of the loaded tables, and gives what makes them again. */
async function takeIndexes(db) {
  const tables = Object.values(INSERTS).map(([into]) => into.split(' ')[0]);
  const { rows } = await db.query(
    `SELECT i.indexname AS name, i.indexdef AS definition FROM pg_indexes i
     JOIN pg_class c ON c.oid = i.indexname::regclass JOIN pg_index x ON x.indexrelid = c.oid
     WHERE i.schemaname = 'public' AND i.tablename = ANY($1) AND NOT x.indisunique`,
    [tables],
  );
  for (const { name } of rows) await db.query(`DROP INDEX ${name}`);
  return rows.map(({ definition }) => definition);
}

/** Colleagues, teams, sources and tags, made where there are none. */
async function groundwork(db) {
  const ids = async (sql) => (await db.query(sql)).rows.map((row) => row.id);
  const teams = await ids(
    "INSERT INTO team (id, name) SELECT uuidv7(), 'Team ' || n FROM generate_series(1, 6) n RETURNING id",
  );
  const owners = await ids(`INSERT INTO staff_user (id, name, email, role)
    SELECT uuidv7(), 'Colleague ' || n, 'bench' || n || '@desk.example', 'agent' FROM generate_series(1, 40) n RETURNING id`);
  const tags = await ids(
    "INSERT INTO tag (id, name) SELECT uuidv7(), 'Tag ' || n FROM generate_series(1, 12) n RETURNING id",
  );
  return { teams, owners, tags, sources: await ids('SELECT id FROM source ORDER BY id') };
}

/** @type {Record<string, [into: string, types: string[], more?: string]>} */
const INSERTS = {
  person: ['person (id, name_enc, created_at)', ['uuid', 'text', 'timestamptz']],
  name: ['person_name_digest (key_id, digest, person_id)', ['text', 'bytea', 'uuid']],
  point: [
    'contact_point (id, kind, value_enc, created_at)',
    ['uuid', 'text', 'text', 'timestamptz'],
  ],
  pointDigest: [
    'contact_point_digest (key_id, digest, contact_point_id)',
    ['text', 'bytea', 'uuid'],
  ],
  link: [
    'person_contact (id, person_id, contact_point_id, created_at)',
    ['uuid', 'uuid', 'uuid', 'timestamptz'],
  ],
  lead: [
    `lead (id, patient_id, stage, urgency, owner_id, team_id, source_id, language, zip, state, received_at, next_action_at,
       closed_at, closed_reason, attempts, first_attempt_at, urgency_reasons, urgency_rules_version, last_activity_at, created_at)`,
    [
      'uuid',
      'uuid',
      'text',
      'text',
      'uuid',
      'uuid',
      'uuid',
      'text',
      'text',
      'text',
      'timestamptz',
      'timestamptz',
      'timestamptz',
      'text',
      'int',
      'timestamptz',
    ],
    `, '[]'::jsonb, 1, c11, c11`,
  ],
  contact: [
    'lead_contact (id, lead_id, person_id, relationship, created_at)',
    ['uuid', 'uuid', 'uuid', 'text', 'timestamptz'],
  ],
  clock: [
    'clock (id, lead_id, kind, subject_id, started_at, due_at)',
    ['uuid', 'uuid', 'text', 'uuid', 'timestamptz', 'timestamptz'],
  ],
  task: [
    'task (id, lead_id, kind, title_enc, owner_id, due_at)',
    ['uuid', 'uuid', 'text', 'text', 'uuid', 'timestamptz'],
  ],
  queue: [
    'queue_entry (lead_id, band, because, due_at, hold_until, owner_id, team_id, checked_at, detail)',
    ['uuid', 'int', 'text', 'timestamptz', 'timestamptz', 'uuid', 'uuid', 'timestamptz'],
    ", jsonb_build_object('at', c4)",
  ],
  tag: ['lead_tag (lead_id, tag_id, created_at)', ['uuid', 'uuid', 'timestamptz']],
};

async function write(db, rows) {
  await db.query('BEGIN');
  for (const [kind, [into, types, more = '']] of Object.entries(INSERTS)) {
    if (rows[kind].length === 0) continue;
    const columns = types.map((_, at) => rows[kind].map((row) => row[at]));
    const names = types.map((_, at) => `c${at + 1}`).join(', ');
    const from = types.map((type, at) => `$${at + 1}::${type}[]`).join(', ');
    await db.query({
      name: `load-${kind}`,
      text: `INSERT INTO ${into} SELECT ${names}${more} FROM unnest(${from}) AS t(${names}) ON CONFLICT DO NOTHING`,
      values: columns,
    });
  }
  await db.query('COMMIT');
}

/** A UUIDv7 of that time: ids are in the order of creation, as the services make them. */
function uuidAt(at) {
  const hex = at.getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${randomUUID().slice(15)}`;
}

function phoneOf(n) {
  return `+1${2_120_000_000 + 1_000_000 + n}`;
}

function lastOf(list) {
  return list.at(-1);
}

function memo(make) {
  const known = new Map();
  return (key) => {
    if (!known.has(key)) known.set(key, make(key));
    return known.get(key);
  };
}
