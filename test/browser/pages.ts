import type { Page } from 'playwright-core';

/** Every page of the public site that needs no token. */
export const SITE_PAGES: readonly string[] = [
  '/',
  '/es',
  '/get-started',
  '/es/get-started',
  '/privacy',
  '/es/privacy',
];

/** Every page of the desk that stands for itself. */
export const DESK_PAGES: readonly string[] = [
  '/',
  '/workbench',
  '/inbox',
  '/duty',
  '/routing',
  '/cadences',
  '/cadences/create',
  '/templates',
  '/templates/create',
  '/leads',
  '/leads/create',
  '/board',
  '/tags',
  '/calendar',
  '/mentions',
  '/tasks',
  '/inquiries',
  '/calls',
  '/users',
  '/sources',
  '/tracking-numbers',
  '/payers',
  '/audit-events',
  '/organisation',
  '/account',
  '/nowhere',
];

/** One page of each kind of record: an open lead, a closed one, an inquiry, a call, a follow-up plan, a template. */
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
  const [open, closed, inquiry, call, plan, template] = [
    await first('leads', { open: true }),
    await first('leads', { open: false }),
    await first('inquiries', {}),
    await first('calls', { outcome: 'answered' }),
    await first('cadences', {}),
    await first('templates', {}),
  ];
  if (!open || !closed || !inquiry || !call || !plan || !template) {
    throw new Error('The demo has too few records for this test.');
  }
  return [
    `/leads/${open}/show`,
    `/leads/${closed}/show`,
    `/inquiries/${inquiry}/show`,
    `/calls/${call}/show`,
    `/cadences/${plan}`,
    `/templates/${template}`,
  ];
}
