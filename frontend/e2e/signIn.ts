import { expect, type Page } from '@playwright/test';
import type { Person } from './person';

/** As a person does: by the form. A test that is about something else takes `enter`. */
export async function signIn(page: Page, { login, password }: Person): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel(/^(Логин|Login)$/).fill(login);
  await page.getByLabel(/^(Пароль|Password)$/).fill(password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/stations$/);
}
