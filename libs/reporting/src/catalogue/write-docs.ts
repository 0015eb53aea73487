import { labelOf, REPORT_SLICES } from '#contract';
import { NUMBERS } from './catalogue.js';
import type { Definition } from './definition.js';
import { LOAD_NUMBERS } from './load-numbers.js';
import { COHORTS } from './slices.js';

const INTRODUCTION = `# The numbers

Written by the catalogue in \`libs/reporting/src/catalogue\`: change it there, then run
\`WRITE_NUMBERS=1 npm test -- libs/reporting/src/catalogue\`. That test fails while the two differ.

Every number has one definition. Its value, each bar it is cut into and the list of records behind it use the same
predicate over the same facts, so that the count of the records is the number.

- **Days** are those of the organisation's time zone; a period includes its first and last day.
- **Business time** is counted by the opening hours and closed days as they are set now. When they change, everything is
  counted anew, and months that were closed show the difference.
- **Times** are medians and 90th percentiles, in business time and as the clock on the wall goes: exact below a minute,
  above to within 3.2 %.
- **Counted** leads leave out those closed as duplicate, spam, wrong number, vendor or job seeker; the share left out
  stands beside every number.
- A **stage is reached** when it was entered and not undone. One that was skipped leaves the denominator. Who missed the date
  of arrival was scheduled, whatever follows: the show rate counts them.
- **An agent's lead** is the one they first spoke with. Attempts and talk time come from telephony.
- **Late events** change the past: numbers follow within seconds. A closed month keeps what it was beside what it is.
`;

/** The page of all definitions, in Markdown. */
export function numbersPage(): string {
  const load = LOAD_NUMBERS.map(
    ({ name, label, sentence, formula, sources }) =>
      `### ${label}\n\n${sentence}\n\n- Formula: ${formula}\n- Name: \`${name}\`\n- From: ${listed(sources)}\n`,
  );
  return [
    INTRODUCTION,
    '## Numbers of a period\n',
    ...NUMBERS.map(section),
    '## As things are now, by colleague\n',
    ...load,
  ].join('\n');
}

function section(definition: Definition): string {
  const { label, sentence, formula, name, version, population, sources, slices } = definition;
  const lines = [
    `- Formula: ${formula}`,
    `- Name: \`${name}\`, version ${version}; unit: ${definition.unit}`,
    `- Belongs to: ${COHORTS[population]}`,
    ...(definition.exclusions.length > 0 ? [`- Left out: ${definition.exclusions.join(' ')}`] : []),
    `- By: ${slices.map((slice) => labelOf(REPORT_SLICES, slice).toLowerCase()).join(', ')}`,
    ...(definition.neverByAgent ? [`- ${definition.neverByAgent}`] : []),
    `- From: ${listed(sources)}`,
  ];
  return `### ${label}\n\n${sentence}\n\n${lines.join('\n')}\n`;
}

function listed(sources: readonly string[]): string {
  return [...new Set(sources)].map((source) => `\`${source}\``).join(', ');
}
