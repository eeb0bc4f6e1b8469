import { expect, type Locator, type Page } from '@playwright/test';
import { watchConsole } from './console';
import { test } from './person';
import { signIn } from './signIn';
import { startStation, type VirtualStation } from './stack';

const NUMBER = `E2E${Date.now().toString(36).toUpperCase()}`;
let station: VirtualStation | undefined;

test.afterAll(() => station?.stop());

/** The number that a figure of the live connector shows. */
const figure = (page: Page, name: string): Locator =>
  page.locator('dl > div').filter({ hasText: name }).locator('dd > div').first();

const readNumber = async (of: Locator) =>
  Number((await of.innerText()).replace(/[^\d,]/g, '').replace(',', '.'));

test('a person starts a charge, watches it, stops it and reads what it costs', async ({ page, person }) => {
  const checkConsole = watchConsole(page);

  await test.step('signs in', async () => {
    await signIn(page, person);
    await expect(page.getByRole('heading', { name: 'Зарядные станции' })).toBeVisible();
  });

  await test.step('sees a station come alive in the list without a reload', async () => {
    const mark = await page.evaluate(() => performance.timeOrigin);
    await expect(page.getByText(/вживую/)).toBeVisible();
    station = startStation(NUMBER);
    const row = page.getByRole('row').filter({ hasText: NUMBER });
    await expect(row.getByText('Ок', { exact: true })).toBeVisible();
    await expect(row.getByRole('button', { name: /^1: .*: Доступен$/ })).toBeVisible();
    expect(await page.evaluate(() => performance.timeOrigin)).toBe(mark);
    await row.dblclick();
  });

  await test.step('starts a session and says who pays', async () => {
    await expect(page.getByRole('heading', { name: NUMBER })).toBeVisible();
    await page.getByRole('button', { name: 'Старт' }).click();
    const dialog = page.getByRole('dialog', { name: 'Начать зарядную сессию' });
    await dialog.getByRole('radio', { name: 'Организация' }).check();
    await dialog.getByRole('combobox').fill('Smart');
    await page.getByRole('option').first().click();
    await dialog.getByRole('button', { name: 'СТАРТ' }).click();
    await expect(page.getByText(/Удаленная команда \d+ создана и отправлена/)).toBeVisible();
  });

  await test.step('follows the command to the station', async () => {
    const steps = page.getByRole('region', { name: 'Ход выполнения команды' }).getByRole('listitem');
    await expect(steps.filter({ hasText: 'Видно на станции' })).toContainText(/\+\d/);
  });

  await test.step('watches power move', async () => {
    const power = figure(page, 'Мощность, кВт');
    await expect.poll(() => readNumber(power)).toBeGreaterThan(0);
    const energy = page.locator('dl > div').filter({ hasText: 'Ватт-часы текущей сессии' }).locator('dd');
    const before = await readNumber(energy);
    await expect.poll(() => readNumber(energy)).toBeGreaterThan(before);
  });

  const session = page.getByRole('link', { name: /^(\*{4}|\d+|Открыть сессию)/ });
  const path = await session.getAttribute('href');

  await test.step('watches the curve grow', async () => {
    await session.click();
    const plot = page.getByRole('img', { name: /^Энергия зарядки/ });
    await expect(plot.locator('path').first()).toBeAttached();
    const before = await plot.getAttribute('aria-label');
    await expect(plot).not.toHaveAttribute('aria-label', before ?? '');
    await page.goBack();
  });

  await test.step('stops it', async () => {
    await page.getByRole('button', { name: 'Стоп' }).click();
    const dialog = page.getByRole('dialog', { name: 'Завершить зарядную сессию' });
    await dialog.getByRole('button', { name: 'СТОП' }).click();
    await expect(page.getByText('Сейчас зарядки нет')).toBeVisible();
  });

  await test.step('reads the price with its explanation', async () => {
    await page.goto(path?.replace(/charts$/, 'pricing') ?? '/');
    await expect(page.getByText('За кВт·ч')).toBeVisible();
    await expect(page.getByText(/^Показания .* кВт·ч: .* кВт·ч по 22,00.₽$/)).toBeVisible();
    await expect(page.getByText('Оплачено')).toBeVisible();
    await page.getByRole('link', { name: 'ПЛАТЕЖИ' }).click();
    const payments = page.getByRole('table', { name: 'Биллинг' });
    await expect(payments.getByText('Завершено')).toBeVisible();
  });

  await test.step('finds it in the list', async () => {
    await page.getByRole('link', { name: 'Сессии' }).first().click();
    const row = page.getByRole('row').filter({ hasText: NUMBER });
    await expect(row.getByText('Успешно')).toBeVisible();
  });
  checkConsole();
});
