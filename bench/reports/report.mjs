const number = (value) => value.toLocaleString('en-US');

/** The measurements as a page. */
export function report({ steps, machine, told, loadedIn }) {
  const last = steps.at(-1);
  const names = last.results.map(({ name }) => name);
  const of = (step, name) => step.results.find((one) => one.name === name);
  const slowest = Math.max(...last.results.map(({ p95 }) => p95));
  const row = (name) =>
    `| ${[name, ...steps.map((step) => of(step, name).p95.toFixed(0)), of(last, name).median.toFixed(0), ...steps.map((step) => of(step, name).raw.toFixed(0)), (of(last, name).raw / of(last, name).median).toFixed(1)].join(' | ')} |`;
  const sizes = steps.map(({ leads }) => number(leads));
  return `# Report pages at ${sizes.join(', ')} leads

${new Date().toISOString().slice(0, 10)}, ${machine}, Linux. Load average (one minute) ${steps.map(({ load }) => load.toFixed(1)).join(', ')} at the end of each
step: above the number of cores it means that others worked on the machine at the same time, and that every time below is worse
than the machine's own; ratios are of one run.

${number(told)} leads of a made-up year (docs/demo-year.md), told and loaded with their facts in ${loadedIn.toFixed(0)} s; the larger steps are copies of
them under other ids, ten and a hundred of each, records and facts alike, with the agents of a centre of a million leads. At the end
there are ${number(last.leads)} leads, ${number(last.stages)} changes of stage and ${number(last.calls)} calls (${last.size} with indexes). Timelines are not copied: no report reads
them. Embedded PostgreSQL with its default settings. Rolling all days up anew took ${steps.map(({ rolledIn }) => `${rolledIn.toFixed(1)} s`).join(', ')}.

Milliseconds. A page's question is asked over HTTP (session, rights, one snapshot, labels) in 40 turns, raw SQL over the records
beside it in every fourth, one after the other. The period is the whole year.

| question | ${sizes.map((size) => `p95 at ${size}`).join(' | ')} | median | ${sizes.map((size) => `raw at ${size}`).join(' | ')} | raw ÷ page |
| --- |${' --- |'.repeat(steps.length * 2 + 2)}
${names.map(row).join('\n')}

## In short

The slowest page at ${sizes.at(-1)} leads takes ${slowest.toFixed(0)} ms at p95 (aim: 100 ms); ${last.results.filter(({ p95 }) => p95 <= 100).length} of ${names.length} are within it. Raw SQL grows with the
records; what is rolled up grows with days and keys.
`;
}
