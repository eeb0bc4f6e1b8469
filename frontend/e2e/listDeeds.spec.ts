import { expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { enter, test } from './person';
import { amongTenThousand, body, button, login, open, row, ROWS, sortBy, TAG } from './tenThousand';

// What is done with ten thousand real rows, by which hand, and what a list says while it has none.

amongTenThousand();

test('the filtered list is exported: every row of the result, in the shown columns', async ({ page }) => {
  await open(page);
  // Held back until the progress has been read; a file of ten thousand rows is there in a moment.
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/api/v1/users/export?*', async (route) => {
    await held;
    await route.continue();
  });
  await button(page, 'Выгрузить').click();
  await page.getByRole('menuitem', { name: 'CSV' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Выгрузка' })).toBeVisible();
  await expect(button(page, 'Прервать выгрузку')).toBeVisible();
  const coming = page.waitForEvent('download');
  release();
  const file = await coming;
  expect(file.suggestedFilename()).toMatch(/\.csv$/);
  const lines = readFileSync(await file.path(), 'utf8')
    .trim()
    .split(/\r?\n/);
  expect(lines).toHaveLength(ROWS + 1);
  expect(lines[0]).toMatch(/Логин.*Имя.*Фамилия/);
  expect(lines.slice(1).every((line) => line.includes(TAG))).toBe(true);
  await expect(page.getByText('Файл сохранён')).toBeVisible();
});

test('rows of two pages are chosen and blocked together', async ({ page }) => {
  await open(page);
  const [first, second, last] = [login(1), login(2), login(ROWS)];
  for (const one of [first, second]) await page.getByRole('checkbox', { name: `Выбрать ${one}` }).check();
  await button(page, 'Последняя страница').click();
  await page.getByRole('checkbox', { name: `Выбрать ${last}` }).check();
  const bar = page.getByRole('toolbar', { name: 'Действия с выбранными' });
  await expect(bar).toContainText('Выбрано 3 строки');
  await expect(bar.getByRole('button', { name: 'Разблокировать' })).toBeDisabled();
  await bar.getByRole('button', { name: 'Заблокировать', exact: true }).click();
  const question = page.getByRole('dialog', { name: 'Блокировка пользователей' });
  await expect(question).toContainText(`${first}, ${second}, ${last}`);
  await question.getByRole('button', { name: 'ЗАБЛОКИРОВАТЬ' }).click();
  await expect(page.getByText('Заблокированы 3 пользователя')).toBeVisible();
  await expect(bar).toHaveCount(0);
  for (const one of [first, second, last]) {
    const told = await page.request.get(`/api/v1/users?q=${one}`);
    const { items } = (await told.json()) as { items: { login: string; status: string }[] };
    expect(items.map(({ login: name, status }) => `${name} ${status}`)).toEqual([`${one} blocked`]);
  }
});

test('[UI-104] is worked by the keyboard alone', async ({ page }) => {
  await open(page);
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await body(page).first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await expect(body(page).nth(1)).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page.getByText('Выбрана 1 строка')).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Клавиши' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(body(page).nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: login(2) })).toBeVisible();
});

test('the first load is a skeleton, a failure says so and offers another try', async ({ page }) => {
  let answer: 'hold' | 'fail' | 'go' = 'hold';
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/api/v1/users?*', async (route) => {
    if (answer === 'hold') await held;
    if (answer === 'go') await route.continue();
    else
      await route.fulfill({ status: 503, json: { type: 'about:blank', status: 503, code: 'unavailable' } });
  });
  await page.goto(`/users?q=${TAG}`);
  const shadows = page.locator('tbody tr[aria-hidden="true"]');
  await expect(shadows).toHaveCount(15);
  answer = 'fail';
  release();
  const again = button(page, 'Повторить');
  await expect(again.first()).toBeVisible();
  await expect(shadows).toHaveCount(0);
  answer = 'go';
  await again.first().click();
  await expect(page.getByText(`1-15 из ${ROWS}`)).toBeVisible();
});

test('a lost connection is said, keeps what was read, takes the deeds away, and heals by itself', async ({
  page,
  context,
}) => {
  await open(page);
  await page.getByRole('checkbox', { name: `Выбрать ${login(3)}` }).check();
  await context.setOffline(true);
  await button(page, 'Обновить').first().click();
  await expect(page.getByText('Нет связи с сервером.')).toBeVisible();
  await expect(row(page, login(3))).toBeVisible();
  await expect(page.getByRole('toolbar').getByRole('button', { name: /^Удалить/ })).toBeDisabled();
  await context.setOffline(false);
  await page.getByRole('button', { name: /^Повторить/ }).click();
  await expect(page.getByText('Нет связи с сервером.')).toHaveCount(0);
  await expect(page.getByRole('toolbar').getByRole('button', { name: /^Удалить/ })).toBeEnabled();
});

test('a link shows another person the same list; back and forward walk through what was seen', async ({
  page,
  browser,
  another,
}) => {
  await open(page);
  await sortBy(page, 'Логин').click();
  await expect(page).toHaveURL(/sort=-login/);
  await expect(body(page).first()).toContainText(login(ROWS));
  await button(page, 'Следующая страница').click();
  await expect(page.getByText(`16-30 из ${ROWS}`)).toBeVisible();
  await expect(body(page).first()).toContainText(login(ROWS - 15));
  const address = page.url();

  const other = await (await browser.newContext({ locale: 'ru-RU' })).newPage();
  await enter(other, another);
  await other.goto(address);
  await expect(other.getByText(`16-30 из ${ROWS}`)).toBeVisible();
  await expect(row(other, login(ROWS - 15))).toBeVisible();
  await other.context().close();

  await page.goBack();
  await expect(page.getByText(`1-15 из ${ROWS}`)).toBeVisible();
  await page.goForward();
  await expect(page.getByText(`16-30 из ${ROWS}`)).toBeVisible();
  await row(page, login(ROWS - 15)).dblclick();
  await expect(page.getByRole('heading', { name: login(ROWS - 15) })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(address);
  await expect(page.getByText(`16-30 из ${ROWS}`)).toBeVisible();
});

test('on a phone rows are cards with pages, and a press opens the record', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/users?q=${TAG}`);
  const cards = page.getByRole('list', { name: 'Пользователи' });
  await expect(cards.getByRole('link')).toHaveCount(15);
  await expect(page.getByRole('table')).toHaveCount(0);
  await button(page, 'Следующая страница').click();
  await expect(page.getByText(`16-30 из ${ROWS}`)).toBeVisible();
  await expect(cards.getByRole('link').first()).toContainText(login(16));
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await cards.getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: login(16) })).toBeVisible();
  await page.goBack();
  await expect(page.getByText(`16-30 из ${ROWS}`)).toBeVisible();
});
