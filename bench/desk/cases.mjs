/** What is asked, each with the barest SQL that answers it: the ids of a page and a count up to the cap. */
const COUNT = (where) =>
  `SELECT count(*) FROM (SELECT 1 FROM lead WHERE ${where} LIMIT 10001) AS c`;

const WAITS = '(hold_until IS NULL OR hold_until <= now())';

export function CASES({ owners, teams, sources, tags, rare, common, vault, leads }) {
  const number = 1000 + Math.floor(leads / 2);
  const list = (name, filter, sort, where, order, values = []) => ({
    name: `list: ${name}`,
    path: `/api/leads?filter=${encodeURIComponent(JSON.stringify(filter))}&sort=${encodeURIComponent(JSON.stringify(sort))}&range=[0,24]`,
    bare: [
      [`SELECT id FROM lead WHERE ${where} ORDER BY ${order} LIMIT 25`, values],
      [COUNT(where), values],
    ],
    expect: (rows) => rows.length === 25,
  });
  const [owner, team, source, tag] = [owners[3], teams[2], sources[1], tags[4]];
  const recent = ['receivedAt', 'DESC'];
  const next = ['nextActionAt', 'ASC'];
  const byReceipt = 'received_at DESC, id DESC';
  const byNext = 'next_action_at, id';
  const digests = (kind, value) => vault.digests(kind, value).map(({ digest }) => digest);
  const ofPoint = `SELECT l.id FROM lead l WHERE l.patient_id IN (SELECT c.person_id FROM contact_point_digest d
    JOIN person_contact c USING (contact_point_id) WHERE d.digest = ANY($1::bytea[])) LIMIT 20`;
  const words = (name) =>
    name
      .toLowerCase()
      .split(' ')
      .map((word) => digests('name', word));
  const ofName = (count) =>
    `SELECT l.id FROM lead l WHERE l.patient_id IN (${Array.from(
      { length: count },
      (_, at) => `SELECT person_id FROM person_name_digest WHERE digest = ANY($${at + 1}::bytea[])`,
    ).join(' INTERSECT ')}) ORDER BY created_at DESC LIMIT 20`;
  const search = (name, q, bare, expect) => ({
    name: `search: ${name}`,
    path: `/api/search?q=${encodeURIComponent(q)}`,
    bare: [bare],
    expect: ({ hits }) => expect(hits),
  });
  const one = (hits) => hits.length === 1 && hits[0].name === rare.name;
  const board = (name, filter, where, values) => ({
    name: `board: ${name}`,
    path: `/api/leads/board?filter=${encodeURIComponent(JSON.stringify(filter))}`,
    bare: [
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
    ].flatMap((stage) => [
      [
        `SELECT id FROM lead WHERE closed_at IS NULL AND stage = '${stage}'${where} ORDER BY urgency, next_action_at, id LIMIT 25`,
        values,
      ],
      [COUNT(`closed_at IS NULL AND stage = '${stage}'${where}`), values],
    ]),
    expect: ({ stages }) =>
      stages.length === 10 &&
      stages[0].leads.length === Math.min(25, stages[0].total) &&
      stages[0].total > 0,
  });
  return [
    list('everything, latest first', {}, ['createdAt', 'DESC'], 'true', 'created_at DESC, id DESC'),
    list('open, latest first', { open: true }, recent, 'closed_at IS NULL', byReceipt),
    list('open, by next action', { open: true }, next, 'closed_at IS NULL', byNext),
    list(
      'one stage',
      { stage: 'qualified' },
      ['createdAt', 'DESC'],
      "stage = 'qualified'",
      'created_at DESC, id DESC',
    ),
    list(
      'one urgency',
      { urgency: 'P0' },
      ['createdAt', 'DESC'],
      "urgency = 'P0'",
      'created_at DESC, id DESC',
    ),
    list(
      'an owner’s, open, by next action',
      { ownerId: owner, open: true },
      next,
      'owner_id = $1 AND closed_at IS NULL',
      byNext,
      [owner],
    ),
    list(
      'nobody’s, open',
      { ownerId: 'none', open: true },
      recent,
      'owner_id IS NULL AND closed_at IS NULL',
      byReceipt,
    ),
    list(
      'a team’s, open',
      { teamId: team, open: true },
      recent,
      'team_id = $1 AND closed_at IS NULL',
      byReceipt,
      [team],
    ),
    list(
      'a team’s, all',
      { teamId: team },
      ['createdAt', 'DESC'],
      'team_id = $1',
      'created_at DESC, id DESC',
      [team],
    ),
    list(
      'a source',
      { sourceId: source },
      ['createdAt', 'DESC'],
      'source_id = $1',
      'created_at DESC, id DESC',
      [source],
    ),
    list(
      'a state',
      { state: 'TX' },
      ['createdAt', 'DESC'],
      "state = 'TX'",
      'created_at DESC, id DESC',
    ),
    list(
      'a language',
      { language: 'es' },
      ['createdAt', 'DESC'],
      "language = 'es'",
      'created_at DESC, id DESC',
    ),
    list(
      'closed for a reason',
      { closedReason: 'cost' },
      ['createdAt', 'DESC'],
      "closed_reason = 'cost'",
      'created_at DESC, id DESC',
    ),
    list(
      'a tag',
      { tagId: tag },
      ['createdAt', 'DESC'],
      'id IN (SELECT lead_id FROM lead_tag WHERE tag_id = $1)',
      'created_at DESC, id DESC',
      [tag],
    ),
    list(
      'a tag, open, by next action',
      { tagId: tag, open: true },
      next,
      'closed_at IS NULL AND id IN (SELECT lead_id FROM lead_tag WHERE tag_id = $1)',
      byNext,
      [tag],
    ),
    list(
      'nobody tried yet',
      { waiting: true },
      next,
      'closed_at IS NULL AND first_attempt_at IS NULL',
      byNext,
    ),
    list('by number', {}, ['number', 'DESC'], 'true', 'number DESC, id DESC'),
    list('by urgency', {}, ['urgency', 'ASC'], 'true', 'urgency, created_at DESC, id DESC'),
    list('by stage', {}, ['stage', 'ASC'], 'true', 'stage, created_at DESC, id DESC'),
    list(
      'by last activity',
      {},
      ['lastActivityAt', 'DESC'],
      'true',
      'last_activity_at DESC, id DESC',
    ),
    list(
      'open, by last activity',
      { open: true },
      ['lastActivityAt', 'DESC'],
      'closed_at IS NULL',
      'last_activity_at DESC, id DESC',
    ),
    list('by attempts', {}, ['attempts', 'DESC'], 'true', 'attempts DESC, id DESC'),
    list('by owner', {}, ['ownerId', 'ASC'], 'true', 'owner_id, created_at DESC, id DESC'),
    list('by source', {}, ['sourceId', 'ASC'], 'true', 'source_id, created_at DESC, id DESC'),
    list('by language', {}, ['language', 'ASC'], 'true', 'language, created_at DESC, id DESC'),
    list('by closing', {}, ['closedAt', 'DESC'], 'true', 'closed_at DESC, id DESC'),
    search('a phone number', rare.phone, [ofPoint, [digests('phone', rare.phone)]], one),
    search('an e-mail address', rare.email, [ofPoint, [digests('email', rare.email)]], one),
    search(
      'a lead’s number',
      String(number),
      ['SELECT id FROM lead WHERE number = $1', [number]],
      (hits) => hits.length === 1,
    ),
    search('a rare name', rare.name, [ofName(2), words(rare.name)], one),
    search('a common name', common, [ofName(2), words(common)], (hits) => hits.length === 20),
    search(
      'a common first name',
      common.split(' ')[0],
      [ofName(1), words(common.split(' ')[0])],
      (hits) => hits.length === 20,
    ),
    search(
      'three letters',
      common.slice(0, 3),
      [ofName(1), [digests('name', `${common.slice(0, 3).toLowerCase()}`)]],
      (hits) => hits.length === 20,
    ),
    {
      name: 'queue: who waits',
      path: '/api/queue?range=[0,24]',
      bare: [
        [
          `SELECT lead_id FROM queue_entry WHERE ${WAITS} ORDER BY band, due_at, lead_id LIMIT 25`,
          [],
        ],
        [`SELECT count(*) FROM (SELECT 1 FROM queue_entry WHERE ${WAITS} LIMIT 10001) AS c`, []],
      ],
      expect: (rows) => rows.length === 25,
    },
    {
      name: 'queue: how it stands',
      path: '/api/queue/summary',
      bare: [[`SELECT because, count(*) FROM queue_entry WHERE ${WAITS} GROUP BY because`, []]],
      expect: ({ waiting, held }) => waiting > held && held > 0,
    },
    {
      name: 'queue: the next person, taken',
      method: 'POST',
      path: '/api/queue/next',
      bare: [
        [
          `SELECT lead_id FROM queue_entry WHERE ${WAITS} ORDER BY band, due_at, lead_id LIMIT 1`,
          [],
        ],
      ],
      expect: ({ entry }) => entry.lead.id === entry.id,
    },
    board('all', {}, '', []),
    board('an owner’s', { ownerId: owner }, ' AND owner_id = $1', [owner]),
    board('a team’s', { teamId: team }, ' AND team_id = $1', [team]),
  ];
}
