import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type Page,
  type Response,
} from 'playwright-core';
import type { Role } from '#contract';

export const SITE = process.env.BRIDGELINE_SITE ?? '';
export const DESK = process.env.BRIDGELINE_DESK ?? '';
export const DEMO_PASSWORD = 'Bridgeline-demo-1!';

/** What a page did that it should not have done. */
export interface Misdeeds {
  /** Addresses of other origins that were asked. */
  foreign: string[];
  /** Errors and warnings of the console, exceptions, violations of the content security policy. */
  complaints: string[];
  /** Answers of 400 and above, as "status method path". */
  refusals: string[];
}

export interface Visit {
  page: Page;
  misdeeds: Misdeeds;
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ['--no-sandbox', '--disable-background-networking'],
  });
}

/** A page in a browser context of its own, watched from its first request on. */
export async function newVisit(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  context.setDefaultTimeout(20_000);
  return watched(await context.newPage());
}

/** Watches a page. */
export async function watched(page: Page): Promise<Visit> {
  const misdeeds: Misdeeds = { foreign: [], complaints: [], refusals: [] };
  const own = new Set([SITE, DESK]);
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && !own.has(origin)) misdeeds.foreign.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      misdeeds.complaints.push(`${new URL(page.url()).pathname}: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => misdeeds.complaints.push(`${page.url()}: ${error.message}`));
  page.on('response', (response: Response) => {
    if (response.status() < 400) return;
    const { pathname } = new URL(response.url());
    misdeeds.refusals.push(`${response.status()} ${response.request().method()} ${pathname}`);
  });
  return { page, misdeeds };
}

/** Signs in at the desk and waits until the page behind the door is there. */
export async function signIn(page: Page, role: Role): Promise<void> {
  await page.goto(`${DESK}/login`);
  await fillSignIn(page, `${role}@demo.example`, DEMO_PASSWORD);
  await page.getByRole('button', { name: /^Account of/ }).waitFor();
}

export async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** A visit of somebody signed in; what the closed door answered before is not held against the page. */
export async function signedIn(
  browser: Browser,
  role: Role,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const visit = await newVisit(browser, options);
  await signIn(visit.page, role);
  visit.misdeeds.complaints.length = 0;
  visit.misdeeds.refusals.length = 0;
  return visit;
}

/** Goes to a page of the desk and waits until it shows its records, or that there are none. */
export async function openDesk(page: Page, path: string): Promise<void> {
  await page.goto(DESK + path);
  await page.locator('h1').first().waitFor();
  await settled(page);
}

/** Nothing is loading any more: no busy part, no placeholder. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector(
        '.MuiSkeleton-root, [aria-busy="true"], [role="progressbar"]:not([aria-valuenow])',
      ) === null,
  );
}

/** Asks for help through the site's API, as a form with script would. */
export async function askForHelp(request: Record<string, unknown>): Promise<string> {
  const answer = await fetch(`${SITE}/api/help-requests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  if (answer.status !== 202) throw new Error(`The site answered ${answer.status}.`);
  const { receipt } = (await answer.json()) as { receipt: string };
  return receipt;
}

/** A first name nobody else in this run has, so that a search finds one person. */
export const freshName = (): string =>
  `Zo${Array.from({ length: 6 }, () => 'bcdfghklmnprstvz'[Math.floor(Math.random() * 16)]).join('')}`;

/** A request of high risk: they are called at any hour, so that a story is the same by day and by night. */
export const HIGH_RISK = { when: 'today', pregnant: 'yes', substances: ['heroin'] } as const;

/** A phone number of the block kept free for fiction. Two of one run being the same is one in thousands. */
export const freshPhone = (area = areaCode()): string => `+1${area}55501${two()}`;
/** Area codes whose hours for calls, 8 to 21 of their own time, lie around the clock. */
const AROUND_THE_CLOCK = [
  ['415', 'America/Los_Angeles'],
  ['212', 'America/New_York'],
  ['808', 'Pacific/Honolulu'],
  ['787', 'America/Puerto_Rico'],
  ['671', 'Pacific/Guam'],
] as const;

/** A fresh number that may be called now and for an hour. Null from about 11 to 12 UTC: it is too early or too late everywhere. */
export function phoneToCallNow(now = new Date()): string | null {
  const hourIn = (timeZone: string) =>
    Number(
      new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format(now),
    );
  const open = AROUND_THE_CLOCK.find(([, zone]) => hourIn(zone) >= 8 && hourIn(zone) < 20);
  return open ? freshPhone(open[0]) : null;
}
const AREA_CODES =
  '203 205 208 217 219 225 231 239 251 256 260 269 276 301 303 307 316 318 319 325 334 337 352 360 361 402 404 406 417 423 434 443 478 479 501 502 505 507 509 512 515 517 520 530 540 541 559 563 573 602 605 607 608 620 641 660 662 678 701 702 704 712 715 717 719 731 740 757 765 785 801 803 808 812 815 828 843 850 864 870 903 904 910 913 918 920 931 936 940 941 970 978 979 985 989'.split(
    ' ',
  );
const areaCode = () => AREA_CODES[Math.floor(Math.random() * AREA_CODES.length)];
const two = () => String(Math.floor(Math.random() * 100)).padStart(2, '0');
