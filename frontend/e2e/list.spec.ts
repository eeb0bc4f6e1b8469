import { expect, type Locator, type Page } from '@playwright/test';
import { watchConsole } from './console';
import { enter, test } from './person';
import {
  amongTenThousand,
  body,
  button,
  grip,
  headings,
  login,
  open,
  openSessions,
  row,
  ROWS,
  sortBy,
  TAG,
} from './tenThousand';

// What a list shows of ten thousand real rows, and how it is told to: users, and sessions for the filter window.

amongTenThousand();

test('[UI-095, UI-098, UI-099, UI-100, UI-101, UI-102] is sorted and paged over the whole result', async ({
  page,
}) => {
  await open(page);
  await expect(body(page).first()).toContainText(login(1));
  await expect(button(page, 'Первая страница')).toBeDisabled();
  await expect(button(page, 'Предыдущая страница')).toBeDisabled();
  await button(page, 'Последняя страница').click();
  await expect(page.getByText(`9991-${ROWS} из ${ROWS}`)).toBeVisible();
  await expect(body(page)).toHaveCount(10);
  await expect(body(page).last()).toContainText(login(ROWS));
  await expect(button(page, 'Следующая страница')).toBeDisabled();
  await expect(button(page, 'Последняя страница')).toBeDisabled();
  await button(page, 'Предыдущая страница').click();
  await expect(page.getByText(`9976-9990 из ${ROWS}`)).toBeVisible();
  await sortBy(page, 'Логин').click();
  await expect(page.getByText(`1-15 из ${ROWS}`)).toBeVisible();
  await expect(body(page).first()).toContainText(login(ROWS));
  await button(page, 'Следующая страница').click();
  await expect(body(page).first()).toContainText(login(ROWS - 15));
  await page.getByRole('combobox', { name: 'Строк на странице' }).click();
  await page.getByRole('option', { name: '100', exact: true }).click();
  await expect(page.getByText(`1-100 из ${ROWS}`)).toBeVisible();
  await expect(body(page)).toHaveCount(100);
  await sortBy(page, 'Телефон').click();
  const phones = body(page).getByText(/^\+79\d{9}$/);
  // Right after the press the rows before it still stand, and nothing says yet that it is busy.
  await expect(async () => {
    const told = await phones.allInnerTexts();
    expect(told).toHaveLength(100);
    expect(told).toEqual(told.toSorted());
  }).toPass({ timeout: 20_000 });
});

test('[UI-081, UI-082, UI-091] is searched while it is typed; nothing found offers the way back', async ({
  page,
}) => {
  await open(page);
  const search = page.getByRole('searchbox');
  await search.fill(`${TAG.toUpperCase()}.099`);
  await expect(page.getByText('1-15 из 100', { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/[?&]q=KIT/);
  await search.fill(`${TAG}.99999`);
  await expect(page.getByText('Данных не найдено')).toBeVisible();
  await button(page, 'СБРОС ФИЛЬТРОВ').click();
  await expect(search).toHaveValue('');
  await expect(page).not.toHaveURL(/[?&]q=/);
});

test('[UI-080, UI-086, UI-088, UI-089, UI-090, UI-091, UI-092, UI-093] is filtered by its window; chips show the criteria and take them back', async ({
  page,
}) => {
  await openSessions(page);
  const window = page.getByRole('dialog', { name: 'Фильтр' });
  const choose = async (state: string) => {
    await window.getByRole('combobox', { name: 'Состояние' }).click();
    await page.getByRole('option', { name: state, exact: true }).click();
  };
  await button(page, 'Фильтр').click();
  await choose('Ошибка');
  await button(page, 'Закрыть фильтр').click();
  await expect(page.getByText(`1-15 из ${ROWS}`)).toBeVisible();
  await expect(page).not.toHaveURL(/state=/);

  await button(page, 'Фильтр').click();
  await choose('Ошибка');
  await window.getByText('Скрыть нулевые сессии').click();
  await button(page, 'ПРИМЕНЕНИЕ ФИЛЬТРОВ').click();
  await expect(window).toHaveCount(0);
  // A fifth has that state, a half of them no energy: both criteria hold together.
  await expect(page.getByText('1-15 из 2000')).toBeVisible();
  await expect(page).toHaveURL(/state=error/);
  await button(page, 'Убрать: Состояние').click();
  await expect(page.getByText('1-15 из 9000')).toBeVisible();
  await button(page, 'Убрать: Скрыть нулевые сессии').click();
  await expect(page.getByText(`1-15 из ${ROWS}`)).toBeVisible();

  await page.goto(`/sessions?q=${TAG}&started_from=2020-01-01&started_to=2020-01-31`);
  await expect(page.getByText('01.01.2020 - 31.01.2020')).toBeVisible();
  await expect(page.getByText('Данных не найдено')).toBeVisible();
  await button(page, 'Фильтр').click();
  await window.getByRole('button', { name: 'СБРОС ФИЛЬТРОВ' }).click();
  await expect(page.getByText('Данных не найдено')).toHaveCount(0);
  await expect(page).not.toHaveURL(/started_from|[?&]q=/);
});

test('a filtered list is sorted as a whole, too', async ({ page }) => {
  await openSessions(page);
  await sortBy(page, 'Итого энергии, кВт·ч').click();
  await expect(page).toHaveURL(/sort=-?energy_wh/);
  if (!page.url().includes('-energy_wh')) await sortBy(page, 'Итого энергии, кВт·ч').click();
  await expect(body(page).first()).toContainText('69,99');
  await button(page, 'Последняя страница').click();
  await expect(page.getByText(`9991-${ROWS} из ${ROWS}`)).toBeVisible();
  await expect(body(page).last()).toContainText('0,00');
});

test('a view is saved under a name, found on another device, and deleted', async ({
  page,
  browser,
  person,
}) => {
  const checkConsole = watchConsole(page);
  await open(page, '&sort=-login');
  await button(page, 'Мои фильтры').click();
  const views = page.getByRole('dialog', { name: 'Мои фильтры' });
  await views.getByRole('textbox').fill(TAG);
  await views.getByRole('textbox').press('Enter');
  await expect(page.getByText(`Фильтр «${TAG}» сохранён`)).toBeVisible();

  const other = await (await browser.newContext({ locale: 'ru-RU' })).newPage();
  await enter(other, person);
  await other.goto('/users');
  await button(other, 'Мои фильтры').click();
  await button(other, TAG).click();
  await expect(other).toHaveURL(/[?&]sort=-login/);
  await expect(other.getByText(`1-15 из ${ROWS}`)).toBeVisible();
  await expect(row(other, login(ROWS))).toBeVisible();
  await button(other, 'Мои фильтры').click();
  await button(other, `Удалить фильтр ${TAG}`).click();
  await expect(button(other, TAG)).toHaveCount(0);
  await other.context().close();
  checkConsole();
});

test('[UI-083, UI-084, UI-085] columns are shown, moved and widened by the keyboard, and remembered', async ({
  page,
}) => {
  await open(page);
  await button(page, 'Колонки').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('checkbox', { name: 'Статус' }).focus();
  await page.keyboard.press('Space');
  await grip(page, 'Фамилия').focus();
  for (const key of ['ArrowUp', 'ArrowUp', 'ArrowRight']) await page.keyboard.press(key);
  await expect(grip(page, 'Фамилия')).toHaveAccessibleName(/место 1,/);
  await expect(grip(page, 'Фамилия')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(headings(page).filter({ hasText: 'Статус' })).toBeVisible();
  await page.reload();
  await expect(headings(page).nth(2)).toContainText('Фамилия');
  await button(page, 'Колонки').click();
  await button(page, 'По умолчанию').click();
  await page.keyboard.press('Escape');
  await expect(headings(page).nth(2)).toContainText('Логин');
});

test('columns are moved and widened by drag', async ({ page }) => {
  await open(page);
  await button(page, 'Колонки').click();
  await grip(page, 'Телефон').dragTo(grip(page, 'Логин'));
  await page.keyboard.press('Escape');
  await expect(grip(page, 'Логин')).toHaveCount(0);
  await expect(headings(page).nth(2)).toContainText('Телефон');
  await wider(page, headings(page).nth(3));
  await page.reload();
  await expect(headings(page).nth(2)).toContainText('Телефон');
});

/** Pulls the right edge of a heading. */
async function wider(page: Page, heading: Locator): Promise<void> {
  await expect(page.locator('.MuiBackdrop-root, .MuiModal-root')).toHaveCount(0);
  const box = await heading.boundingBox();
  if (!box) throw new Error('no heading');
  await page.mouse.move(box.x + box.width - 3, box.y + 18);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width + 77, box.y + 18, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => (await heading.boundingBox())?.width).toBeGreaterThan(box.width + 60);
}
