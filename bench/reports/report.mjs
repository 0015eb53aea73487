const middle = (values) => values.toSorted((one, other) => one - other)[values.length >> 1];
const number = (value) => value.toLocaleString('en-US');

/** The measurements as a page. */
export function report({ steps, machine }) {
  const last = steps.at(-1);
  const names = last.results.map(({ name }) => name);
  const of = (step, name) => step.results.find((one) => one.name === name);
  const slowest = Math.max(...last.results.map(({ p95 }) => p95));
  const row = (name) =>
    `| ${[name, ...steps.map((step) => of(step, name).p95.toFixed(0)), of(last, name).median.toFixed(0), of(last, name).first.toFixed(0), of(last, name).cpu.toFixed(0), ...steps.map((step) => of(step, name).raw.toFixed(0)), (of(last, name).raw / of(last, name).median).toFixed(1)].join(' | ')} |`;
  const sizes = steps.map(({ leads }) => number(leads));
  return `# Report pages at ${sizes.join(', ')} leads

${new Date().toISOString().slice(0, 10)}, ${machine}, Linux. Load average (one minute) ${steps.map(({ load }) => load.toFixed(1)).join(', ')} at the end of each
step: above the number of cores it means that others worked on the machine at the same time, and that every time below is worse
than the machine's own; ratios are of one run.

Each step is a made-up year (docs/demo-year.md) told whole, timelines and all, with the agents of a centre of a million leads.
At the end there are ${number(last.leads)} leads, ${number(last.activities)} rows of their timelines and ${number(last.calls)} calls (${last.size} with indexes).
Embedded PostgreSQL.

Milliseconds. A page's question is asked over HTTP (session, rights, one snapshot, labels) in 40 turns, raw SQL over the records
beside it in every fourteenth, one after the other. The period is the whole year; "median" and "first" (the very first time it was
asked, nothing warm) are at the largest size; "processor" is how long one core works for it, in the desk and in PostgreSQL, whatever
else the machine does. Everything is rolled up: what was changed in the last half minute would be counted
from its facts. What a process counted of several slices for a month that did not change since it remembers, so after the first
turn such pages read next to nothing; the last question is another one each turn.

| question | ${sizes.map((size) => `p95 at ${size}`).join(' | ')} | median | first | processor | ${sizes.map((size) => `raw at ${size}`).join(' | ')} | raw ÷ page |
| --- |${' --- |'.repeat(steps.length * 2 + 4)}
${names.map(row).join('\n')}

${prepared(steps)}
## In short

The slowest page at ${sizes.at(-1)} leads takes ${slowest.toFixed(0)} ms at p95 (aim: 100 ms); ${last.results.filter(({ p95 }) => p95 <= 100).length} of ${names.length} are within it at the load above.
Of a processor ${last.results.filter(({ cpu }) => cpu <= 100).length} of ${names.length} take at most 100 ms, the one in the middle ${middle(last.results.map(({ cpu }) => cpu)).toFixed(0)} ms and the most ${Math.max(...last.results.map(({ cpu }) => cpu)).toFixed(0)} ms. Questions of one slice or none grow with
days and keys; those of two or three, or of one within a filter of another, scan columns of facts and grow with the records.
`;
}

/** How long each step took to tell, where that is known. */
function prepared(steps) {
  const known = steps.filter(({ took }) => took);
  if (known.length === 0) return '';
  const parts = [...new Set(known.flatMap(({ took }) => Object.keys(took.parts)))];
  const line = ({ leads, activities, took }) =>
    `| ${[number(leads), number(activities), ...parts.map((part) => (took.parts[part] ?? 0).toFixed(0)), took.load.toFixed(1)].join(' | ')} |`;
  return `## Making them

Seconds by the clock, with the load average at the end of it.

| leads | timeline rows | ${parts.map((part) => part.toLowerCase()).join(' | ')} | load |
| --- |${' --- |'.repeat(parts.length + 2)}
${known.map(line).join('\n')}
`;
}
