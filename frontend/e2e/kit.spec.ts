import { expect, type Page } from '@playwright/test';
import { dress } from './looks';
import { enter, test } from './person';

const rows = (page: Page) => page.locator('tbody tr');
const open = async (page: Page, path: string) => {
  await page.goto(path);
  await expect(page.locator('h1')).not.toBeEmpty();
};
const press = (page: Page, name: RegExp) => page.getByRole('button', { name }).first().click();

test.describe('A list of ten thousand rows', () => {
  test.beforeEach(async ({ page, person }) => {
    await enter(page, person);
    await dress(page, { language: 'ru', theme: 'light' });
    await open(page, '/dev/kit/list');
    await expect(rows(page)).toHaveCount(15);
  });

  test('[UI-104, UI-105, UI-107] opens a card, a menu and a whole text', async ({ page }) => {
    await page
      .getByRole('button', { name: /показать полностью/ })
      .first()
      .click();
    await expect(page.getByRole('dialog', { name: 'Сообщение' })).toContainText('конец');
    await press(page, /ЗАКРЫТЬ/);
    await page.getByRole('button', { name: /^Действия: EVSE1$/ }).click();
    await expect(page.getByRole('menuitem')).toHaveText(['Открыть карточку', 'Редактировать', 'Удалить']);
    await page.keyboard.press('Escape');
    await rows(page).nth(2).dblclick();
    await expect(page).toHaveURL(/\/dev\/kit\/card$/);
  });

  test('is worked by the keyboard alone', async ({ page }) => {
    await rows(page).first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await expect(page.getByText('Выбрана 1 строка')).toBeVisible();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Клавиши' })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await expect(page.getByRole('dialog', { name: 'Фильтр' })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await expect(page.locator('dialog[open] input')).toBeFocused();
    await page.keyboard.type('сесс');
    await expect(page.getByRole('option', { name: /^Сессии/ })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/sessions$/);
  });
});

test('leaving a form with changes is asked about, by link and by back button', async ({ page, person }) => {
  await enter(page, person);
  await dress(page, { language: 'ru', theme: 'light' });
  await open(page, '/dev/kit/form');
  await page.getByRole('link', { name: 'Сессии' }).click();
  await expect(page).toHaveURL(/\/sessions/);
  await page.goBack();
  const name = page.getByRole('textbox', { name: /Название/ });
  await name.fill('нечто');
  await page.getByRole('link', { name: 'Тарифы' }).click();
  await expect(page.getByText('Введённое не сохранено.')).toBeVisible();
  await press(page, /ПРОДОЛЖИТЬ/);
  await page.goForward();
  await expect(page.getByText('Введённое не сохранено.')).toBeVisible();
  await expect(name).toHaveValue('нечто');
  await press(page, /ЗАКРЫТЬ БЕЗ СОХРАНЕНИЯ/);
  await expect(page).toHaveURL(/\/sessions/);
});
