/** Takes the time of a question over HTTP and as bare SQL, turn by turn, and looks at its plan. */
const WARM = 3;
const TURNS = 21;
/** Counting up to the cap may read that many rows; more is reading from end to end. */
const CAP = 10_001;

export async function measure(desk, db, { method = 'GET', path, bare, expect }) {
  const times = { http: [], bare: [] };
  let answer;
  for (let turn = 0; turn < WARM + TURNS; turn += 1) {
    const began = performance.now();
    answer = await desk.ask(method, path);
    const between = performance.now();
    for (const [text, values] of bare) await db.query(text, values);
    const ended = performance.now();
    if (turn < WARM) continue;
    times.http.push(between - began);
    times.bare.push(ended - between);
  }
  if (!expect(answer)) throw new Error(`${path} did not answer what was asked`);
  return { http: at(times.http, 0.5), http90: at(times.http, 0.9), bare: at(times.bare, 0.5) };
}

/** Every statement the desk sends for the question, explained; the reading of sessions and the audit left out. */
export async function explained(desk, { method = 'GET', path }) {
  const asked = [];
  const { source } = desk;
  const query = source.query.bind(source);
  const prototype = Object.getPrototypeOf(source.manager);
  const viaManager = prototype.query;
  prototype.query = function spy(sql, values, ...more) {
    asked.push([sql, values]);
    return viaManager.call(this, sql, values, ...more);
  };
  // What comes third is the transaction it runs in.
  source.query = (sql, values, ...more) => {
    asked.push([sql, values]);
    return query(sql, values, ...more);
  };
  try {
    await desk.ask(method, path);
  } finally {
    prototype.query = viaManager;
    source.query = query;
  }
  const selects = new Map();
  for (const [sql, values] of asked)
    if (/^\s*(SELECT|WITH)/.test(sql)) selects.set(sql + JSON.stringify(values), [sql, values]);
  const scans = [];
  let ms = 0;
  const ways = new Map();
  for (const [sql, values] of selects.values()) {
    const [row] = await query(`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`, values);
    const [{ Plan: plan, 'Execution Time': time }] = row['QUERY PLAN'];
    ms += time;
    for (const node of flat(plan)) {
      if (node['Index Name']?.startsWith('lead_')) {
        const way = `${node['Node Type']} on ${node['Index Name']}`;
        ways.set(way, (ways.get(way) ?? 0) + 1);
      }
      if (!node['Node Type'].includes('Seq Scan')) continue;
      const rows =
        (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
      if (rows > CAP) scans.push(node['Relation Name']);
    }
  }
  return { scans: [...new Set(scans)], ms, statements: selects.size, ways: [...ways] };
}

function flat(plan) {
  return [plan, ...(plan.Plans ?? []).flatMap(flat)];
}

function at(times, share) {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
