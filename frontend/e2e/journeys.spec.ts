import { expect, test, type Browser, type Locator, type Page } from '@playwright/test';
import { ask } from './api';
import { watchConsole } from './console';
import { enter } from './person';

// From sign-in to sign-out: once as most people work, once without a mouse.

const TAG = Date.now().toString(36);
const LOGIN = `walker.${TAG}`;
const DRIVER = `driver.${TAG}`;
const PASSWORD = 'Zaryad2026-walk';

const button = (of: Page | Locator, name: string | RegExp) => of.getByRole('button', { name, exact: true });
const formHeading = (page: Page, name = 'Авторизация') => page.getByRole('heading', { name });

test.describe.configure({ timeout: 300_000 });

/** Somebody with all rights, whose settings are nobody else's, and somebody to be worked on. */
test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage();
  await enter(page);
  const person = { password: PASSWORD, phone: '+79160000000', must_change_password: false };
  await ask(page, 'POST', 'users', { ...person, login: LOGIN, roles: ['administrator'] });
  await ask(page, 'POST', 'users', { ...person, login: DRIVER, roles: ['customer'] });
  await page.close();
});

test.afterAll(async ({ browser }) => {
  const page = await browser.newPage();
  await enter(page);
  for (const login of [LOGIN, DRIVER]) {
    const { items } = (await (await page.request.get(`/api/v1/users?q=${login}`)).json()) as {
      items: { id: string }[];
    };
    for (const { id } of items) await ask(page, 'DELETE', `users/${id}`);
  }
  await page.close();
});

async function fillForm(page: Page, password: string): Promise<void> {
  await page.getByLabel('Логин').fill(LOGIN.toUpperCase());
  await page.getByLabel('Пароль', { exact: true }).fill(password);
  await button(page, 'ВОЙТИ').click();
}

/** What every page offers to somebody who may do it. */
const OFFERS: Record<string, string | RegExp> = {
  'Зарядные станции': 'Добавить станцию',
  Сессии: 'Выгрузить',
  Тарифы: 'Добавить тариф',
  Пользователи: 'Добавить пользователя',
  Организации: 'Добавить организацию',
  'API-клиенты': 'Добавить API-клиент',
  Вебхуки: 'Добавление вебхука',
};

/** Presses every entry of the page list; each opens the page that it names, with what the page offers. */
async function walkThroughPages(page: Page): Promise<void> {
  const list = page.getByRole('navigation', { name: 'Список страниц' });
  const names = await list.getByRole('link').allInnerTexts();
  expect(names.length).toBeGreaterThanOrEqual(12);
  for (const name of names) {
    await list.getByRole('link', { name, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
    await expect(list.locator('[aria-current="page"]')).toHaveText(name);
    const offer = OFFERS[name];
    if (offer) await expect(button(page, offer).first()).toBeVisible();
  }
  expect(Object.keys(OFFERS).filter((name) => !names.includes(name))).toEqual([]);
}

/** The same person in another browser: what the server keeps is there, too. */
async function elsewhere(browser: Browser): Promise<void> {
  const page = await (await browser.newContext({ locale: 'ru-RU', colorScheme: 'light' })).newPage();
  await page.goto('/');
  await fillForm(page, PASSWORD);
  await expect(page.getByRole('heading', { level: 1, name: 'Charging stations' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.context().close();
}

// Statistics, software versions, reports and the other reference books of UI-003 come with their pages.
test('[UI-003, UI-005, UI-007, UI-011, UI-018, UI-023, UI-024, UI-046, UI-048, UI-070, UI-071] from sign-in to sign-out: every page, the other theme, the other language', async ({
  page,
  browser,
}) => {
  const checkConsole = watchConsole(page);
  await page.goto('/');
  await fillForm(page, PASSWORD.toLowerCase());
  await expect(page.getByRole('alert')).toContainText('Неверный логин или пароль');
  await expect(page.getByLabel('Логин')).toHaveValue(LOGIN.toUpperCase());
  await fillForm(page, PASSWORD);
  await expect(page).toHaveURL(/\/stations$/);
  await walkThroughPages(page);

  const began = await page.evaluate(() => performance.timeOrigin);
  const html = page.locator('html');
  await button(page, 'Тёмная тема').click();
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await page.getByRole('link', { name: `Пользователь: ${LOGIN}` }).click();
  await expect(page.getByRole('combobox', { name: 'Тема' })).toHaveText('Темная тема');
  await page.getByRole('combobox', { name: 'Выбор языка' }).click();
  await page.getByRole('option', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Profile' })).toBeVisible();
  await expect(html).toHaveAttribute('lang', 'en');
  expect(await page.evaluate(() => performance.timeOrigin)).toBe(began); // without a reload
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Profile' })).toBeVisible();
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await elsewhere(browser);

  await page.getByRole('link', { name: 'Users', exact: true }).click();
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await button(page, 'Log out').click();
  await expect(formHeading(page, 'Sign in')).toBeVisible();
  await page.goBack();
  await expect(formHeading(page, 'Sign in')).toBeVisible();
  await expect(page.getByRole('table')).toHaveCount(0);
  expect((await page.request.get('/api/v1/me')).status()).toBe(401);
  checkConsole();
});

/** Presses Tab until it has the focus, as somebody does who has no mouse. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 120; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error('the keyboard does not get there');
}

/** A page that is still on its way hears no key: a person presses it again. */
const pressFor = (page: Page, key: string, seen: () => Promise<void>): Promise<void> =>
  expect(async () => {
    await page.keyboard.press(key);
    await seen();
  }).toPass({ timeout: 20_000 });

async function chooseInPalette(page: Page, text: string, option: RegExp): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.locator('dialog[open] input')).toBeFocused();
  await page.keyboard.type(text);
  await expect(page.getByRole('option', { name: option }).first()).toBeVisible();
  await page.keyboard.press('Enter');
}

test('without a mouse: signs in, jumps, filters, opens, edits, saves, changes the theme and leaves', async ({
  page,
}) => {
  const checkConsole = watchConsole(page);
  await test.step('signs in', async () => {
    await page.goto('/');
    await tabTo(page, page.getByLabel('Логин'));
    await page.keyboard.type(LOGIN);
    await tabTo(page, page.getByLabel('Пароль', { exact: true }));
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/stations$/);
  });
  // The journey before has left another language and theme: both are put back by the keyboard, too.
  await test.step('changes the language in the profile', async () => {
    const profile = page.getByRole('link', { name: /^(User|Пользователь): walker/ });
    await tabTo(page, profile);
    await page.keyboard.press('Enter');
    const language = page.getByRole('combobox', { name: /^(Language|Выбор языка)$/ });
    await tabTo(page, language);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('option', { name: 'English' })).toBeVisible();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Профиль' })).toBeVisible();
    await expect(page.getByRole('combobox', { name: 'Выбор языка' })).toBeFocused();
  });
  await test.step('filters the stations by their window and takes the criterion back', async () => {
    await chooseInPalette(page, 'зарядные', /^Зарядные станции/);
    await expect(page).toHaveURL(/\/stations$/);
    await expect(page.locator('dialog[open]')).toHaveCount(0);
    const window = page.getByRole('dialog', { name: 'Фильтр' });
    await pressFor(page, '/', () => expect(window).toBeVisible({ timeout: 2000 }));
    await tabTo(page, window.getByRole('textbox').first());
    await page.keyboard.type('nothing-like-this');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Данных не найдено')).toBeVisible();
    await expect(window).toHaveCount(0);
    await expect(button(page, 'Фильтр')).toBeFocused();
    await tabTo(page, button(page, /^Убрать: /));
    await page.keyboard.press('Enter');
    await expect(button(page, /^Убрать: /)).toHaveCount(0);
    await expect(page).not.toHaveURL(/nothing-like-this/);
  });
  await test.step('finds somebody and opens the card', async () => {
    await chooseInPalette(page, 'пользоват', /^Пользователи/);
    await expect(page).toHaveURL(/\/users$/);
    await expect(page.locator('dialog[open]')).toHaveCount(0);
    await pressFor(page, '/', () => expect(page.getByRole('searchbox')).toBeFocused({ timeout: 2000 }));
    await page.keyboard.type(DRIVER);
    await expect(page.getByText('1-1 из 1')).toBeVisible();
    await tabTo(page, page.locator('tbody tr').first());
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: DRIVER })).toBeVisible();
  });
  await test.step('edits and saves; the focus comes back to where it was', async () => {
    const pencil = button(page, 'Изменить');
    await tabTo(page, pencil);
    await page.keyboard.press('Enter');
    const form = page.getByRole('dialog', { name: `Изменение пользователя ${DRIVER}` });
    await tabTo(page, form.getByRole('textbox', { name: 'Фамилия' }));
    await page.keyboard.type('Клавишин');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('Пользователь изменён')).toBeVisible();
    await expect(form).toHaveCount(0);
    await expect(pencil).toBeFocused();
    await expect(page.locator('dl > div').filter({ hasText: 'Фамилия' })).toContainText('Клавишин');
  });
  await test.step('changes the theme and signs out', async () => {
    const theme = button(page, /^(Тёмная|Светлая) тема$/);
    const before = await page.locator('html').getAttribute('data-theme');
    await tabTo(page, theme, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await expect(page.locator('html')).not.toHaveAttribute('data-theme', before ?? '');
    await tabTo(page, button(page, 'Выйти'));
    await page.keyboard.press('Enter');
    await expect(formHeading(page)).toBeVisible();
  });
  checkConsole();
});
