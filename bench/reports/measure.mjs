/** Takes the time of a page's question over HTTP and of raw SQL, turn by turn. */
const WARM = 3;
const TURNS = 40;
/** Raw SQL is asked in fewer turns: it takes long, and its median is all that is looked at. */
const RAW_EACH = 4;

export async function measure(desk, db, { path, raw, values, expect }) {
  const times = { http: [], raw: [] };
  let answer;
  for (let turn = 0; turn < WARM + TURNS; turn += 1) {
    const began = performance.now();
    answer = await desk.ask('GET', path);
    const between = performance.now();
    if (turn >= WARM) times.http.push(between - began);
    if (turn % RAW_EACH !== 0) continue;
    for (const text of raw) await db.query(text, used(text, values));
    if (turn >= WARM) times.raw.push(performance.now() - between);
  }
  if (!expect(answer)) throw new Error(`${path} did not answer what was asked`);
  return { median: at(times.http, 0.5), p95: at(times.http, 0.95), raw: at(times.raw, 0.5) };
}

/** PostgreSQL takes no value that a statement does not name. */
function used(text, values) {
  return values.filter((_, index) => text.includes(`$${index + 1}`));
}

function at(times, share) {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
