import { expect, type Browser, type Locator, type Page } from '@playwright/test';
import { watchConsole } from './console';
import { inspect } from './looks';
import { enter, test } from './person';

const TAG = Date.now().toString(36);
const LOGIN = `e2e.${TAG}`;
const CARD = `038,${Date.now() % 1_000_000_000}`;
const ROLE = `e2e-role-${TAG}`;
const ORGANIZATION = `E2E ${TAG}`;
const FIRST_PASSWORD = 'Zaryad2026-one';
const OWN_PASSWORD = 'Zaryad2026-two';

const button = (of: Page | Locator, name: string | RegExp) => of.getByRole('button', { name, exact: true });
const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name });

async function choose(page: Page, row: string, action: string): Promise<void> {
  await button(page, `Действия: ${row}`).click();
  await page.getByRole('menuitem', { name: action }).click();
}

async function search(page: Page, text: string): Promise<void> {
  await page.getByRole('searchbox').first().fill(text);
  await expect(page).toHaveURL(/[?&]q=/);
}

async function fillUser(window: Locator, page: Page, login: string): Promise<void> {
  await window.getByRole('textbox', { name: /^Логин/ }).fill(login);
  await window.getByRole('textbox', { name: /^Телефон/ }).fill('+79161234567');
  await window.getByLabel(/^Пароль/).fill(FIRST_PASSWORD);
  await window.getByLabel(/^Подтверждение пароля/).fill(FIRST_PASSWORD);
  await window.getByRole('button', { name: /^Список ролей/ }).click();
  await page.getByRole('checkbox', { name: ROLE }).check();
  await button(dialog(page, 'Список ролей'), 'ОК').click();
}

test.describe.configure({ mode: 'serial' });

test('[USR-043, USR-051, USR-052, USR-057, USR-068, USR-090, USR-095, ROL-014] a role is made, a user is created, given a card and a limit, blocked and deleted, and the log tells it', async ({
  page,
  person,
}) => {
  const checkConsole = watchConsole(page);
  await enter(page, person);

  await test.step('a role is made', async () => {
    await page.goto('/users/roles');
    await button(page, 'Добавить роль').click();
    const window = dialog(page, 'Добавление роли');
    await window.getByRole('textbox', { name: /^Наименование/ }).fill(ROLE);
    await window.getByRole('checkbox', { name: 'Зарядные станции: Смотреть' }).check();
    await window.getByRole('checkbox', { name: 'Пользователи и карты: Смотреть' }).check();
    await button(window, 'ОК').click();
    await expect(page.getByText('Роль добавлена')).toBeVisible();
  });

  await test.step('an organisation is made', async () => {
    await page.goto('/organizations');
    await button(page, 'Добавить организацию').click();
    const window = dialog(page, 'Добавление организации');
    await window.getByRole('textbox', { name: /^Юридическое наименование/ }).fill(ORGANIZATION);
    await window.getByRole('combobox', { name: 'Тип организации' }).click();
    await page.getByRole('option', { name: 'Владелец сети' }).click();
    await window.getByRole('combobox', { name: 'Система налогообложения' }).click();
    await page.getByRole('option', { name: 'ОСН' }).click();
    await button(window, 'ОК').click();
    await expect(page.getByText('Организация добавлена')).toBeVisible();
  });

  await test.step('a user is created in it', async () => {
    await page.goto('/users');
    await button(page, 'Добавить пользователя').click();
    const window = dialog(page, 'Добавление пользователя');
    await fillUser(window, page, LOGIN.toUpperCase());
    await window.getByRole('combobox', { name: 'Организация' }).fill(ORGANIZATION);
    await page.getByRole('option', { name: new RegExp(ORGANIZATION) }).click();
    await button(window, 'ОК').click();
    await expect(page.getByText('Пользователь добавлен')).toBeVisible();
    await search(page, LOGIN);
    await expect(page.getByRole('row').filter({ hasText: LOGIN })).toBeVisible();
  });

  await test.step('is edited', async () => {
    await choose(page, LOGIN, 'Изменить');
    const window = dialog(page, `Изменение пользователя ${LOGIN}`);
    await expect(window.getByRole('textbox', { name: /^Логин/ })).toBeDisabled();
    await window.getByRole('textbox', { name: 'Фамилия' }).fill('Кузнецов');
    await button(window, 'ОК').click();
    await expect(page.getByText('Пользователь изменён')).toBeVisible();
    await expect(page.getByRole('row').filter({ hasText: 'Кузнецов' })).toBeVisible();
  });

  await test.step('gets a card, which nobody else can have', async () => {
    await choose(page, LOGIN, 'RFID карты');
    const window = dialog(page, 'Удостоверения пользователя (RFID)');
    await expect(window.getByText('У пользователя пока нет RFID удостоверений')).toBeVisible();
    const number = window.getByRole('textbox', { name: 'Добавить RFID удостоверение' });
    await number.fill(CARD);
    await number.press('Enter');
    await expect(window.getByRole('listitem').filter({ hasText: CARD })).toBeVisible();
    await button(window, 'ЗАКРЫТЬ').click();
  });

  await test.step('gets a limit in the card', async () => {
    await page.getByRole('row').filter({ hasText: LOGIN }).dblclick();
    await expect(page.getByRole('heading', { name: LOGIN })).toBeVisible();
    await button(page, 'Изменить лимит').click();
    await page.getByRole('textbox', { name: 'Лимит энергии, кВт·ч' }).fill('350,5');
    await page.keyboard.press('Enter');
    await expect(page.locator('dl > div').filter({ hasText: 'Лимит энергии' })).toContainText('350,50');
    await expect(page.getByRole('listitem').filter({ hasText: CARD })).toBeVisible();
  });

  await test.step('is blocked and unblocked', async () => {
    await button(page, 'Заблокировать').click();
    await button(dialog(page, 'Блокировка пользователя'), 'ЗАБЛОКИРОВАТЬ').click();
    await expect(page.getByText('Заблокирован', { exact: true })).toBeVisible();
    await button(page, 'Разблокировать').click();
    await button(dialog(page, 'Разблокировка пользователя'), 'РАЗБЛОКИРОВАТЬ').click();
    await expect(button(page, 'Заблокировать')).toBeVisible();
  });
  checkConsole();
});

async function signInAs(browser: Browser, login: string): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'ru-RU' })).newPage();
  await page.goto('/');
  await page.getByLabel('Логин').fill(login);
  await page.getByLabel('Пароль', { exact: true }).fill(FIRST_PASSWORD);
  await page.keyboard.press('Enter');
  // The first password was somebody else's: an own one comes first.
  await expect(page.getByLabel(/^Текущий пароль/)).toBeVisible();
  await inspect(page, 'first steps');
  await page.getByLabel(/^Текущий пароль/).fill(FIRST_PASSWORD);
  await page.getByLabel(/^Новый пароль(?! ещё)/).fill(OWN_PASSWORD);
  await page.getByLabel(/^Новый пароль ещё раз/).fill(OWN_PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/stations$/);
  return page;
}

test('[ROL-023] a user of an organisation sees what the role and the organisation allow', async ({
  browser,
}) => {
  const page = await signInAs(browser, LOGIN);
  const pages = page.getByRole('navigation', { name: 'Список страниц' });
  await expect(pages.getByRole('link', { name: 'Пользователи' })).toBeVisible();
  await expect(pages.getByRole('link', { name: 'Журнал безопасности' })).toHaveCount(0);
  await pages.getByRole('link', { name: 'Пользователи' }).click();
  await expect(page.getByText('1-1 из 1')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: LOGIN })).toBeVisible();
  await expect(button(page, 'Добавить пользователя')).toHaveCount(0);
  await page.context().close();
});

test('[USR-073, SEC-011] the user is deleted, and the security log tells every deed', async ({
  page,
  person,
}) => {
  await enter(page, person);
  await page.goto(`/users?q=${LOGIN}`);
  await choose(page, LOGIN, 'Удалить');
  await button(dialog(page, 'Удаление пользователя'), 'ОК').click();
  await expect(page.getByText('Данных не найдено')).toBeVisible();

  // His deeds alone: others work beside him.
  await page.goto(`/security-log?source_type=user&q=${person.login}&rows=100`);
  for (const operation of [
    'Пользователь удален',
    'Пользователь добавлен',
    'Пользователь заблокирован',
    'Удостоверение привязано',
    'Лимит энергии изменен',
    'Роль добавлена',
    'Организация добавлена',
  ])
    await expect(async () => {
      await button(page, 'Обновить').click();
      await expect(page.getByRole('cell', { name: operation }).first()).toBeVisible({ timeout: 2000 });
    }).toPass({ timeout: 20_000 });
  await page.getByRole('cell', { name: 'Роль добавлена' }).first().click();
  const pane = page.getByRole('complementary', { name: 'Роль добавлена' });
  await expect(pane.getByRole('table', { name: 'Что изменилось' })).toContainText('stations:read');
  await pane.getByRole('link', { name: ROLE }).click();
  const roles = page.getByRole('table', { name: 'Роли' });
  await expect(roles.getByRole('row').filter({ hasText: ROLE })).toBeVisible();
});
