import type { Page } from 'playwright-core';

/** What has the keyboard's focus: its words, whether one sees that it has, and whether it is in a dialog. */
export const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    return {
      words: (element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim(),
      outlined: element ? getComputedStyle(element).outlineStyle !== 'none' : false,
      inDialog: element?.closest('[role="dialog"]') !== null,
    };
  });

/** Presses Tab until the thing with these words has the focus. */
export async function tabTo(page: Page, words: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if ((await focused(page)).words === words) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached "${words}".`);
}

/** Presses Tab until the field with this label has the focus. */
export async function tabToField(page: Page, label: string): Promise<void> {
  const field = page.getByRole('dialog').getByRole('textbox', { name: label });
  for (let presses = 0; presses < 80; presses += 1) {
    if (await field.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached the field "${label}".`);
}

/** Chooses from the list that the focused field opens. */
export async function chooseByKey(page: Page, option: string): Promise<void> {
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option', { name: option }).waitFor();
  for (let presses = 0; !(await focused(page)).words.startsWith(option); presses += 1) {
    if (presses > 40) throw new Error(`The arrow never came to "${option}".`);
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await page.getByRole('listbox').waitFor({ state: 'detached' });
}

/** Goes to a place of the desk by its two keys. */
export async function goByKey(page: Page, key: string, heading: string): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press(key);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
}

/** Signs in with the keyboard alone. */
export async function signInByKeys(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').waitFor();
  await page.keyboard.type(email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Account of/ }).waitFor();
}
