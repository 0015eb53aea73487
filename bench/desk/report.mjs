/** The measurements as a page. */
export function report({ results, leads, waiting, loadedIn, size, machine, load }) {
  const scanning = results.filter(({ plan }) => plan.scans.length > 0);
  const slowest = (kind) =>
    Math.max(...results.filter(({ name }) => name.startsWith(kind)).map(({ http }) => http));
  const row = ({ name, http, http90, bare, plan }) =>
    `| ${name} | ${http.toFixed(1)} | ${http90.toFixed(1)} | ${plan.ms.toFixed(1)} | ${bare.toFixed(1)} | ${plan.statements} | ${plan.scans.join(', ') || 'no'} |`;
  return `# The desk at ${leads.toLocaleString('en-US')} leads

${new Date().toISOString().slice(0, 10)}, ${machine}, Linux. Load average (one minute) ${load[0].toFixed(1)} before the questions and
${load[1].toFixed(1)} after them: above the number of cores it means that others worked on the machine at the same time, and that every
time below is worse than the machine's own. Loaded in ${loadedIn.toFixed(0)} s, ${size} with indexes; embedded PostgreSQL with its
default settings. ${waiting.toLocaleString('en-US')} of the leads are open and in the queue. Names, numbers and addresses are really encrypted and really opened for the page that is shown.

Times are milliseconds, medians of 21 turns, each turn asking over HTTP (session, rights, list, decryption, audit row) and as bare
SQL (ids of the page and a count up to 10,001), one after the other. "Database" is the execution time of all statements of the
question by EXPLAIN ANALYZE, which adds its own cost.

| question | HTTP | HTTP, 90th | database | bare SQL | statements | reads a table from end to end |
|---|---|---|---|---|---|---|
${results.map(row).join('\n')}

## How the board is read

${results
  .filter(({ name }) => name.startsWith('board'))
  .map(
    ({ name, plan }) =>
      `- ${name}: ${plan.ways.map(([way, times]) => `${times} × ${way}`).join(', ')}`,
  )
  .join('\n')}

## In short

Slowest list ${slowest('list').toFixed(1)} ms, slowest search ${slowest('search').toFixed(1)} ms, slowest board ${slowest('board').toFixed(1)} ms; the
next person of ${waiting.toLocaleString('en-US')} in ${slowest('queue: the next').toFixed(1)} ms (asked for and taken, with its timeline and audit rows).
${scanning.length === 0 ? 'No question reads a table from end to end.' : `${scanning.length} questions read a table from end to end: ${scanning.map(({ name }) => name).join('; ')}.`}
"How it stands" counts the whole queue by definition, and the list of it counts up to 10,001: both read
the queue's own table, which holds open leads alone.
`;
}
