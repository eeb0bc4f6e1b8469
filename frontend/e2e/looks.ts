import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import type { Language } from './words';

export interface Look {
  language: Language;
  /** The system's: `emulateMedia` changes it in place. */
  theme: 'light' | 'dark' | 'system';
}

export const settle = async (page: Page): Promise<void> => {
  await page.waitForLoadState('domcontentloaded');
  await expect(page.locator('h1')).not.toBeEmpty();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
};

/** A folder for pictures of everything that is inspected, for those who look with their own eyes. */
const PICTURES = process.env['PICTURES'];

/** Without the ids of records. */
const fileName = (name: string) =>
  name.replaceAll(/[\da-f]{8}-[\da-f-]{27}/g, 'id').replaceAll(/[^\w.=-]+/g, '_');

interface Inspection {
  /** Only these rules; all of WCAG 2.1 AA without. */
  rules?: string[];
  /** Only what lies in it. */
  within?: string;
}

/** What axe finds, and what sticks out at the side: nothing. */
export async function inspect(page: Page, name: string, { rules, within }: Inspection = {}): Promise<void> {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${fileName(name)}.png` });
  const axe = rules
    ? new AxeBuilder({ page }).withRules(rules)
    : new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']);
  const { violations } = await (within ? axe.include(within) : axe).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${name}: ${id}: ${nodes.map(({ html }) => html).join(' | ')}`,
  );
  expect.soft(found).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect.soft(overflow, `${name}: nothing sticks out at the side`).toBeLessThanOrEqual(0);
}

/** Language and theme of the profile, as the profile page sets them. */
export async function dress(page: Page, { language, theme }: Look): Promise<void> {
  const cookies = await page.context().cookies();
  const token = cookies.find(({ name }) => name.endsWith('sc_csrf'))?.value ?? '';
  const answer = await page.request.patch('/api/v1/me/settings', {
    data: { language, theme },
    headers: { 'X-CSRF-Token': token },
  });
  expect(answer.ok()).toBe(true);
}
