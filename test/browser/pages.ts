import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

interface Pages {
  site: readonly string[];
  desk: readonly string[];
}

// A file of its own, because the measurement of accessibility in bench/ goes through the same pages.
const pages = JSON.parse(
  readFileSync(join(process.cwd(), 'test', 'browser', 'pages.json'), 'utf8'),
) as Pages;

/** Every page of the public site that needs no token. */
export const SITE_PAGES = pages.site;

/** Every page of the desk that stands for itself. */
export const DESK_PAGES = pages.desk;

/** One page of each kind of record: an open lead, its match board, a closed one, an inquiry, a call, a follow-up plan, a template, a facility. */
export async function recordPages(page: Page): Promise<string[]> {
  const first = (resource: string, filter: object) =>
    page.evaluate(
      async ([name, narrowed]) => {
        const query = `filter=${encodeURIComponent(narrowed)}&range=[0,0]`;
        const rows = (await (await fetch(`/api/${name}?${query}`)).json()) as { id: string }[];
        return rows[0]?.id;
      },
      [resource, JSON.stringify(filter)] as const,
    );
  const [open, closed, inquiry, call, plan, template, facility] = [
    await first('leads', { open: true }),
    await first('leads', { open: false }),
    await first('inquiries', {}),
    await first('calls', { outcome: 'answered' }),
    await first('cadences', {}),
    await first('templates', {}),
    await first('facilities', {}),
  ];
  if (!open || !closed || !inquiry || !call || !plan || !template || !facility) {
    throw new Error('The demo has too few records for this test.');
  }
  return [
    `/leads/${open}/show`,
    `/leads/${open}/match`,
    `/leads/${closed}/show`,
    `/inquiries/${inquiry}/show`,
    `/calls/${call}/show`,
    `/cadences/${plan}`,
    `/templates/${template}`,
    `/facilities/${facility}/show`,
  ];
}
