import { expect, type Page } from '@playwright/test';
import axe, { type RunOnly } from 'axe-core';
import { ask } from './api';
import type { Language } from './words';

export interface Look {
  language: Language;
  /** The system's: `emulateMedia` changes it in place. */
  theme: 'light' | 'dark' | 'system';
}

export const settle = async (page: Page): Promise<void> => {
  await page.waitForLoadState('domcontentloaded');
  await expect(page.locator('h1')).not.toBeEmpty();
  const quiet = () => expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await quiet();
  // What has come may ask for more as soon as it is drawn.
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
  await quiet();
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

/** Runs axe in the page; its program is brought once, however often the page is inspected. */
async function findViolations(page: Page, { rules, within }: Inspection): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const runOnly: RunOnly = rules
    ? { type: 'rule', values: rules }
    : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa'] };
  return page.evaluate(
    async (asked) => {
      const there = globalThis as unknown as { axe: typeof axe };
      const options = { runOnly: asked.runOnly, resultTypes: ['violations' as const] };
      const { violations } = await there.axe.run(asked.within ?? document, options);
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    },
    { runOnly, within },
  );
}

/** What axe finds, and what sticks out at the side: nothing. */
export async function inspect(page: Page, name: string, inspection: Inspection = {}): Promise<void> {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${fileName(name)}.png` });
  expect.soft(await findViolations(page, inspection), name).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect.soft(overflow, `${name}: nothing sticks out at the side`).toBeLessThanOrEqual(0);
}

/** Language and theme of the profile, as the profile page sets them. */
export async function dress(page: Page, { language, theme }: Look): Promise<void> {
  await ask(page, 'PATCH', 'me/settings', { language, theme });
}
