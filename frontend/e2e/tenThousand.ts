import { expect, type Page } from '@playwright/test';
import { dress } from './looks';
import { enter, test } from './person';
import { rows as write } from './rows';

export const ROWS = 10_000;
/** Ten thousand users and as many sessions of this run and nobody else's. */
export const TAG = `kit${Date.now().toString(36)}`;
export const login = (number: number) => `${TAG}.${String(number).padStart(5, '0')}`;

export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
export const row = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });
export const body = (page: Page) => page.locator('tbody tr');
export const headings = (page: Page) => page.getByRole('columnheader');
export const sortBy = (page: Page, name: string) => headings(page).getByRole('button', { name, exact: true });
export const grip = (page: Page, name: string) =>
  page.getByRole('button', { name: new RegExp(`^${name}: место`) });
export const still = (page: Page) => expect(page.locator('[aria-busy="true"]')).toHaveCount(0);

/** The users of this run and nobody else. */
export async function open(page: Page, more = ''): Promise<void> {
  await page.goto(`/users?q=${TAG}${more}`);
  await expect(page.getByText(`1-15 из ${ROWS}`)).toBeVisible();
  await still(page);
}

export async function openSessions(page: Page): Promise<void> {
  await page.goto(`/sessions?q=${TAG}`);
  await expect(page.getByText(`1-15 из ${ROWS}`)).toBeVisible();
  await still(page);
}

/** Every test of the file begins signed in, beside these rows. */
export function amongTenThousand(): void {
  test.describe.configure({ timeout: 240_000 });
  test.beforeAll(() => write('fill', TAG, String(ROWS)));
  test.afterAll(() => write('clear', TAG));
  test.beforeEach(async ({ page, person }) => {
    await enter(page, person);
    await dress(page, { language: 'ru', theme: 'light' });
  });
}
