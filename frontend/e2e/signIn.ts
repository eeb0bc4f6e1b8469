import { expect, type Page } from '@playwright/test';
import { administrator } from './stack';

export async function signIn(page: Page, { login, password } = administrator()): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel(/^(Логин|Login)$/).fill(login);
  await page.getByLabel(/^(Пароль|Password)$/).fill(password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/stations$/);
}
