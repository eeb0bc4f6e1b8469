import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

export interface Look {
  language: 'ru' | 'en';
  theme: 'light' | 'dark';
  width: number;
}

export const LOOKS: Look[] = [
  { language: 'ru', theme: 'light', width: 1440 },
  { language: 'ru', theme: 'dark', width: 1440 },
  { language: 'en', theme: 'light', width: 1440 },
  { language: 'en', theme: 'dark', width: 390 },
  { language: 'ru', theme: 'light', width: 390 },
];

async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('domcontentloaded');
  await expect(page.locator('h1')).not.toBeEmpty();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

export async function checkAccess(page: Page, name: string): Promise<void> {
  await settle(page);
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${name}: ${id}: ${nodes.map(({ html }) => html).join(' | ')}`,
  );
  expect(found).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow, `${name}: nothing sticks out at the side`).toBeLessThanOrEqual(0);
}

/** Language and theme of the profile, as the profile page will set them. */
export async function dress(page: Page, { language, theme }: Look): Promise<void> {
  const cookies = await page.context().cookies();
  const token = cookies.find(({ name }) => name.endsWith('sc_csrf'))?.value ?? '';
  const answer = await page.request.patch('/api/v1/me/settings', {
    data: { language, theme },
    headers: { 'X-CSRF-Token': token },
  });
  expect(answer.ok()).toBe(true);
}
