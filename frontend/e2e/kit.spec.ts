import { expect, test, type Page } from '@playwright/test';
import { checkAccess, dress, LOOKS } from './looks';
import { watchConsole } from './console';
import { signIn } from './signIn';

const rows = (page: Page) => page.locator('tbody tr');
const open = async (page: Page, path: string) => {
  await page.goto(path);
  await expect(page.locator('h1')).not.toBeEmpty();
};
const press = (page: Page, name: RegExp) => page.getByRole('button', { name }).first().click();

test.describe('A list of ten thousand rows', () => {
  test.beforeEach(async ({ page }) => {
    await signIn(page);
    await dress(page, { language: 'ru', theme: 'light', width: 1440 });
    await open(page, '/dev/kit/list');
    await expect(rows(page)).toHaveCount(15);
  });

  test('[UI-095, UI-098, UI-099, UI-102] is sorted and paged as a whole', async ({ page }) => {
    await expect(page.getByText('1-15 из 10000')).toBeVisible();
    await page.getByRole('button', { name: 'Номер', exact: true }).click();
    await expect(rows(page).first()).toContainText('EVSE1');
    await page.getByRole('button', { name: 'Номер', exact: true }).click();
    await expect(rows(page).first()).toContainText('EVSE10000');
    await press(page, /Последняя страница/);
    await expect(page.getByText('9991-10000 из 10000')).toBeVisible();
    await expect(rows(page)).toHaveCount(10);
  });

  test('keeps its state in the address: a link shows the same, the back button the rows before', async ({
    page,
  }) => {
    await page.getByRole('button', { name: 'Мощность', exact: true }).click();
    await press(page, /Следующая страница/);
    await expect(page.getByText('16-30 из 10000')).toBeVisible();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0); // the rows before stand until the new ones are here
    const first = rows(page)
      .first()
      .getByRole('button', { name: /^Действия/ });
    const name = (await first.getAttribute('aria-label')) ?? '';
    await page.goto(page.url());
    await expect(first).toHaveAccessibleName(name);
    await page.goBack();
    await expect(page.getByText('1-15 из 10000')).toBeVisible();
  });

  test('[UI-080, UI-086, UI-089, UI-092] is filtered by its window; the cross changes nothing', async ({
    page,
  }) => {
    await press(page, /^Фильтр$/);
    await page.getByRole('dialog', { name: 'Фильтр' }).getByRole('textbox').fill('невск');
    await press(page, /Закрыть фильтр/);
    await expect(page.getByText('1-15 из 10000')).toBeVisible();
    await press(page, /^Фильтр$/);
    await page.getByRole('dialog', { name: 'Фильтр' }).getByRole('textbox').fill('лиговский');
    await press(page, /ПРИМЕНЕНИЕ ФИЛЬТРОВ/);
    await expect(page.getByText(/^1-15 из 1667$/)).toBeVisible();
    await press(page, /Убрать: Номер/);
    await expect(page.getByText('1-15 из 10000')).toBeVisible();
  });

  test('moves a column by drag and makes it wider by its edge', async ({ page }) => {
    await press(page, /Колонки/);
    const grip = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}: место`) });
    await grip('Мощность').dragTo(grip('Номер'));
    await page.keyboard.press('Escape');
    await expect(grip('Номер')).toHaveCount(0);
    await expect(page.locator('.MuiBackdrop-root, .MuiModal-root')).toHaveCount(0);
    const headings = page.getByRole('columnheader');
    await expect(headings.nth(2)).toContainText('Мощность');
    const box = await headings.nth(3).boundingBox();
    if (!box) throw new Error('no heading');
    await page.mouse.move(box.x + box.width - 3, box.y + 18);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width + 77, box.y + 18, { steps: 5 });
    await page.mouse.up();
    await expect
      .poll(async () => (await headings.nth(3).boundingBox())?.width)
      .toBeGreaterThan(box.width + 60);
    await page.reload();
    await expect(headings.nth(2)).toContainText('Мощность');
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

test('leaving a form with changes is asked about, by link and by back button', async ({ page }) => {
  await signIn(page);
  await dress(page, { language: 'ru', theme: 'light', width: 1440 });
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

for (const look of LOOKS) {
  test(`[UI-049] components, profile and windows: ${Object.values(look).join(', ')}`, async ({ page }) => {
    test.setTimeout(240_000);
    const checkConsole = watchConsole(page);
    await page.setViewportSize({ width: look.width, height: 900 });
    await signIn(page);
    await dress(page, look);
    for (const path of ['states', 'controls', 'form', 'list', 'card'].map((tab) => `/dev/kit/${tab}`)) {
      await open(page, path);
      await checkAccess(page, path);
    }
    await open(page, '/profile');
    await checkAccess(page, '/profile');
    await press(page, /^(Сменить пароль|Change the password)$/);
    await checkAccess(page, 'password');
    await page.keyboard.press('Escape');
    await open(page, '/dev/kit/form');
    await press(page, /^(Открыть|Open)$/);
    const form = page.getByRole('dialog');
    await form.getByRole('textbox').first().fill('older');
    await form.getByRole('textbox', { name: /ИНН|Tax number/ }).fill('7701234567');
    await page.keyboard.press('Control+Enter');
    await expect(form.getByRole('alert')).toBeVisible();
    await checkAccess(page, 'conflict');
    await page.keyboard.press('Escape');
    await checkAccess(page, 'leave');
    await open(page, '/dev/kit/list');
    await press(page, /^(Мои фильтры|My filters)$/);
    await checkAccess(page, 'views');
    await page.keyboard.press('Escape');
    if (look.width > 600) {
      await press(page, /^(Колонки|Columns)/);
      await checkAccess(page, 'columns');
      await page.keyboard.press('Escape');
    }
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('EVSE');
    await checkAccess(page, 'palette');
    checkConsole();
  });
}
