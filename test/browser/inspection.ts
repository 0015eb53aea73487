import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { settled } from './visit.js';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
export const SCHEMES = ['light', 'dark'] as const;
/** 320 px: the narrowest phone, and 1280 px at 400 %. 720 px: a laptop at 200 %. */
const NARROW = [320, 720] as const;
const WIDE = { width: 1440, height: 900 };

type Scheme = (typeof SCHEMES)[number];

/** What axe finds, short enough to read in a failing test. Only contrast can differ in the dark. */
export async function faults(page: Page, scheme: Scheme): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const rules = scheme === 'light' ? axe.withTags(RULES) : axe.withRules(['color-contrast']);
  const { violations, passes } = await rules.analyze();
  if (passes.length === 0) throw new Error('axe found nothing to look at.');
  return violations.map(
    (fault) => `${fault.id}: ${fault.nodes.map((node) => node.target.join(' ')).join(' | ')}`,
  );
}

/** Everything wrong with the page as it stands: by light and by dark. */
export async function faultsInBoth(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await faults(page, colorScheme)).map((fault) => `${colorScheme}: ${fault}`));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

/** Whether the page scrolls sideways on a narrow screen. */
async function sideways(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const width of NARROW) {
    await page.setViewportSize({ width, height: 640 });
    await settled(page);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) found.push(`${over} px too wide at ${width} px`);
  }
  await page.setViewportSize(WIDE);
  return found;
}

/** Everything wrong with the page as it stands: axe by light and by dark, then its width. */
export async function faultsOf(page: Page): Promise<string[]> {
  return [...(await faultsInBoth(page)), ...(await sideways(page))];
}
