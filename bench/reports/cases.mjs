/**
 * What the report pages ask, each beside raw SQL over the records that answers the heart of the same question. The raw
 * statements leave out what makes the numbers right (left-out reasons beside each rate, business time, slices by who first
 * spoke with somebody): they are the least that could be asked.
 */
export function CASES({ from, to, zone, facility, source }) {
  const period = [from, to, zone];
  const numbers = (names, more = '') =>
    `/api/reports/numbers?names=${names.join(',')}&from=${from}&to=${to}${more}`;
  const within = (column) =>
    `${column} >= $1::date::timestamp AT TIME ZONE $3 AND ${column} < ($2::date + 1)::timestamp AT TIME ZONE $3`;
  const local = (column) => `(${column} AT TIME ZONE $3)::date`;
  const total = (name) => (answer) =>
    answer.numbers.find((one) => one.name === name)?.total.counted > 0;
  const funnel = [
    'leads',
    'contact_rate',
    'qualified_rate',
    'check_rate',
    'viable_rate',
    'match_rate',
    'referral_rate',
    'acceptance_rate',
    'show_rate',
    'admit_rate',
  ];
  return [
    {
      name: 'overview: leads, contacts, admits, missed calls of the year, beside the year before',
      path: numbers(['leads', 'contact_rate', 'admit_of_leads', 'missed_calls'], '&compare=true'),
      raw: [
        `SELECT count(*), count(first_contact_at), count(*) FILTER (WHERE stage = 'admitted') FROM lead WHERE ${within('received_at')}`,
        `SELECT count(*) FROM call WHERE direction = 'inbound' AND ${within('started_at')} AND (outcome <> 'answered' OR answered_at - started_at > interval '30 seconds')`,
      ],
      values: period,
      expect: total('leads'),
    },
    {
      name: 'funnel of the year, ten steps',
      path: numbers(funnel),
      raw: [
        `SELECT s.to_stage, count(DISTINCT s.lead_id) FROM stage_change s JOIN lead l ON l.id = s.lead_id
         WHERE s.undone_at IS NULL AND ${within('l.received_at')} GROUP BY 1`,
      ],
      values: period,
      expect: total('qualified_rate'),
    },
    {
      name: 'leads by day over the year',
      path: numbers(['leads'], '&grain=day'),
      raw: [
        `SELECT ${local('received_at')} AS day, stage, count(*) FROM lead WHERE ${within('received_at')} GROUP BY 1, 2`,
      ],
      values: period,
      expect: (answer) => answer.numbers[0].rows.length > 300,
    },
    {
      name: 'speed to contact: median, 90th, whole distribution',
      path: numbers(['speed_to_contact', 'time_to_first_attempt'], '&distribution=true'),
      raw: [
        `SELECT percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY first_contact_at - received_at) FROM lead WHERE ${within('received_at')}`,
        `SELECT percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY first_attempt_at - received_at) FROM lead WHERE ${within('received_at')}`,
      ],
      values: period,
      expect: (answer) => answer.numbers[0].total.wall.median > 0,
    },
    {
      name: 'sources: leads, contacts, admits, cost',
      path: numbers(['leads', 'contact_rate', 'admit_of_leads', 'cost_per_lead'], '&by=source'),
      raw: [
        `SELECT source_id, count(*), count(first_contact_at), count(*) FILTER (WHERE stage = 'admitted') FROM lead WHERE ${within('received_at')} GROUP BY 1`,
      ],
      values: period,
      expect: (answer) => answer.numbers[0].rows.length > 8,
    },
    {
      name: 'agents: attempts, conversations, talk time',
      path: numbers(['attempts', 'conversations', 'talk_time'], '&by=agent'),
      raw: [
        `SELECT staff_id, count(*), sum(talk_seconds) FROM call WHERE ${within('started_at')} GROUP BY 1`,
      ],
      values: period,
      expect: (answer) => answer.numbers[0].rows.length > 3,
    },
    {
      name: 'hour of the week: leads and speed',
      path: numbers(['leads', 'time_to_first_attempt'], '&by=hourOfWeek'),
      raw: [
        `SELECT extract(isodow FROM received_at AT TIME ZONE $3), extract(hour FROM received_at AT TIME ZONE $3), count(*),
           percentile_cont(0.5) WITHIN GROUP (ORDER BY first_attempt_at - received_at)
         FROM lead WHERE ${within('received_at')} GROUP BY 1, 2`,
      ],
      values: period,
      expect: (answer) => answer.numbers[0].rows.length > 100,
    },
    {
      name: 'benefit checks by payer',
      path: numbers(['benefit_checks', 'benefit_check_turnaround', 'checks_viable'], '&by=payer'),
      raw: [
        `SELECT c.payer_id, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY b.closed_at - b.requested_at)
         FROM benefit_check b JOIN coverage c ON c.id = b.coverage_id WHERE ${within('b.requested_at')} GROUP BY 1`,
      ],
      values: period,
      expect: (answer) => answer.numbers[0].rows.length > 3,
    },
    {
      name: 'facilities: acknowledged, accepted, declines',
      path: numbers(
        ['referrals', 'acknowledged_30_min', 'referrals_accepted', 'declined_referrals'],
        '&by=facility',
      ),
      raw: [
        `SELECT facility_id, count(*), count(*) FILTER (WHERE acknowledged_at - sent_at <= interval '30 minutes'),
           count(*) FILTER (WHERE decline_reason IS NOT NULL) FROM referral WHERE ${within('sent_at')} GROUP BY 1`,
      ],
      values: period,
      expect: (answer) => answer.numbers[0].rows.length > 3,
    },
    {
      name: 'service gaps by level of care, payer and state',
      path: numbers(['service_gap'], '&by=levelOfCare,payer,state&most=500'),
      raw: [
        `SELECT l.level_requested, c.payer_id, l.state, count(DISTINCT l.id) FROM match m JOIN lead l ON l.id = m.lead_id
         LEFT JOIN coverage c ON c.lead_id = l.id AND c.priority = 1 WHERE ${within('l.received_at')}
           AND NOT EXISTS (SELECT 1 FROM referral r WHERE r.lead_id = l.id AND r.answered_at IS NOT NULL AND r.decline_reason IS NULL)
         GROUP BY 1, 2, 3`,
      ],
      values: period,
      expect: (answer) => answer.numbers.length === 1,
    },
    {
      name: 'missed calls by day, and how many were won back',
      path: numbers(['missed_calls', 'missed_recovered'], '&grain=day'),
      raw: [
        `SELECT ${local('started_at')}, count(*), count(*) FILTER (WHERE outcome <> 'answered') FROM call
         WHERE direction = 'inbound' AND ${within('started_at')} GROUP BY 1`,
      ],
      values: period,
      expect: (answer) => answer.numbers[0].rows.length > 300,
    },
    {
      name: 'retention, and declines by reason of one facility',
      path: numbers(
        ['retained_7', 'retained_30', 'declined_referrals'],
        `&filter=${encodeURIComponent(JSON.stringify({ facility: [facility] }))}`,
      ),
      raw: [
        `SELECT decline_reason, count(*) FROM referral WHERE ${within('sent_at')} AND facility_id = $4 GROUP BY 1`,
      ],
      values: [...period, facility],
      expect: (answer) => answer.numbers.length === 3,
    },
    {
      name: 'first and last touch: pairs of sources',
      path: numbers(['leads', 'admit_of_leads'], '&by=source,lastSource'),
      raw: [
        `SELECT source_id, coalesce(last_source_id, source_id), count(*), count(*) FILTER (WHERE stage = 'admitted')
         FROM lead WHERE ${within('received_at')} GROUP BY 1, 2`,
      ],
      values: period,
      expect: (answer) => answer.numbers[0].rows.length > 3,
    },
    {
      name: 'agents, of one source only: leads and speed',
      path: numbers(
        ['leads', 'time_to_first_attempt', 'speed_to_contact'],
        `&by=agent&filter=${encodeURIComponent(JSON.stringify({ source: [source] }))}`,
      ),
      raw: [
        `SELECT owner_id, count(*), percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY first_attempt_at - received_at)
         FROM lead WHERE ${within('received_at')} AND source_id = $4 GROUP BY 1`,
      ],
      values: [...period, source],
      expect: (answer) => answer.numbers[0].rows.length > 3,
    },
    {
      name: 'agents, of other hours of the week each time, so that nothing of it was counted before',
      path: (turn) =>
        numbers(
          ['leads', 'time_to_first_attempt'],
          `&by=agent&filter=${encodeURIComponent(JSON.stringify({ hourOfWeek: hoursFrom(turn) }))}`,
        ),
      raw: [
        `SELECT owner_id, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY first_attempt_at - received_at)
         FROM lead WHERE ${within('received_at')} AND extract(isodow FROM received_at AT TIME ZONE $3) IN (1, 2) GROUP BY 1`,
      ],
      values: period,
      expect: (answer) => answer.numbers[0].rows.length > 3,
    },
  ];
}

/** Two days of a week, from an hour on that is another one each time. */
function hoursFrom(turn) {
  return Array.from({ length: 48 }, (_, hour) => String((turn * 3 + hour) % 168));
}
