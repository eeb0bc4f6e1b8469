import { expect, test, type Page } from '@playwright/test';
import { watchConsole } from './console';
import { checkAccess, dress, LOOKS } from './looks';
import { signIn } from './signIn';
import { gateway, startStation, type VirtualStation } from './stack';

const TAG = Date.now().toString(36).toUpperCase();
const NUMBER = `DSP${TAG}`;
const UNKNOWN = `new${Date.now().toString(36)}`; // an identity is kept in small letters
const TARIFF = `E2E ${TAG}`;
let station: VirtualStation | undefined;

test.describe.configure({ mode: 'serial' });
test.afterAll(() => station?.stop());

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

/** Knocks once with a key that nobody knows: the gateway refuses it and notes it. */
const knock = (identity: string) =>
  new Promise<void>((resolve) => {
    const socket = new WebSocket(`${gateway()}/${identity}`, ['ocpp1.6']);
    socket.addEventListener('error', () => resolve());
    socket.addEventListener('close', () => resolve());
  });

test('a dispatcher finds a station, charges, follows its protocol, sees price and payment, and refunds', async ({
  page,
}) => {
  const checkConsole = watchConsole(page);
  station = startStation(NUMBER);
  await signIn(page);

  await test.step('finds the station by the filter', async () => {
    await expect(page.getByRole('row').filter({ hasText: NUMBER })).toBeVisible();
    await page.goto(`/stations?q=${NUMBER}`);
    await expect(page.getByRole('row')).toHaveCount(2);
    await page.getByRole('row').filter({ hasText: NUMBER }).dblclick();
    await expect(page.getByRole('heading', { name: NUMBER })).toBeVisible();
  });

  await test.step('follows the protocol log live, pauses it and opens a frame', async () => {
    await page.getByRole('link', { name: 'ПРОТОКОЛ' }).click();
    await expect(page.getByText('BootNotification').first()).toBeVisible();
    await page.getByText('BootNotification').first().click();
    const pane = page.getByRole('complementary', { name: 'BootNotification' });
    await expect(pane.getByText(/через .* мс/)).toBeVisible();
    await pane.getByRole('button', { name: 'Закрыть' }).click();
    await page.getByText('В реальном времени').click();
    await expect(page.getByText('Приостановлено')).toBeVisible();
  });

  await test.step('starts for an organisation and watches the command', async () => {
    await page.getByRole('link', { name: 'КОННЕКТОРЫ' }).click();
    await button(page, 'Старт').click();
    const dialog = page.getByRole('dialog', { name: 'Начать зарядную сессию' });
    await dialog.getByRole('radio', { name: 'Организация' }).check();
    await dialog.getByRole('combobox').fill('Smart');
    await page.getByRole('option').first().click();
    await dialog.getByRole('button', { name: 'СТАРТ' }).click();
    await expect(page.getByText('Видно на станции')).toBeVisible();
    await expect(button(page, 'Стоп')).toBeVisible();
  });

  const session = page.getByRole('link', { name: /^(\*{4}|\d+|Открыть сессию)/ });
  const path = (await session.getAttribute('href')) ?? '';

  await test.step('asks the station for a message with a remote command', async () => {
    await button(page, 'Удаленные команды').first().click();
    await page.getByRole('button', { name: 'Запросить сообщение' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'ОК' }).click();
    await page.goto('/commands');
    const row = page.getByRole('row').filter({ hasText: NUMBER }).filter({ hasText: 'Запросить сообщение' });
    await expect(row.getByText('Успешно обработана терминалом')).toBeVisible();
  });

  await test.step('stops from the card of the session', async () => {
    await page.goto(path.replace(/charts$/, 'info'));
    await button(page, 'Прервать сессию').click();
    await button(page, 'ПРЕРВАТЬ').click();
    await expect(page.getByText('Сессия завершена')).toBeVisible();
  });

  await test.step('reads the price and refunds a part of the payment', async () => {
    await page.getByRole('link', { name: 'ТАРИФИКАЦИЯ' }).click();
    await expect(page.getByText('Оплачено')).toBeVisible();
    await page.getByRole('link', { name: 'ПЛАТЕЖИ' }).click();
    await page.getByRole('button', { name: /^Действия: \d{14}$/ }).click();
    await page.getByRole('menuitem', { name: 'Запросить возврат' }).click();
    const dialog = page.getByRole('dialog', { name: /^Возврат по платежу/ });
    await dialog.getByRole('textbox', { name: /^Сумма возврата/ }).fill('0,01');
    await dialog.getByRole('textbox', { name: /^Причина/ }).fill('Проверка');
    await dialog.getByRole('button', { name: 'ОК' }).click();
    await expect(page.getByText('Возврат запрошен')).toBeVisible();
    await expect(page.getByRole('row').filter({ hasText: 'Возврат' })).toBeVisible();
  });
  checkConsole();
});

test('a tariff is added, calculated on a session, edited and deleted', async ({ page }) => {
  await signIn(page);
  await page.goto('/tariffs/info');
  await button(page, 'Добавить тариф').click();
  const add = page.getByRole('dialog', { name: 'Добавление тарифа' });
  await add.getByRole('textbox', { name: /^Название/ }).fill(TARIFF);
  await add.getByText('Признак действия тарифа').click();
  await add.getByRole('button', { name: 'Все', exact: true }).click();
  await add.getByRole('button', { name: /^Дополнительно/ }).click();
  await add.getByRole('textbox', { name: /^Стоимость 1 кВт·ч/ }).fill('9,5');
  await add.getByRole('button', { name: 'ОК' }).click();
  const details = page.getByRole('region', { name: TARIFF });
  await expect(details.getByText('9,50')).toBeVisible();
  await expect(details.getByText('Не действует')).toBeVisible();

  await details.getByRole('button', { name: 'Рассчитать на сессии' }).click();
  const calculator = page.getByRole('dialog', { name: /^Этот тариф/ });
  await calculator.getByRole('combobox').fill(NUMBER);
  await page.getByRole('option').filter({ hasText: NUMBER }).first().click();
  await expect(calculator.getByText('По этому тарифу')).toBeVisible();
  await calculator.getByRole('button', { name: 'ЗАКРЫТЬ', exact: true }).click();

  await details.getByRole('button', { name: 'Изменить тариф' }).click();
  const edit = page.getByRole('dialog', { name: 'Изменение тарифа' });
  await edit.getByRole('button', { name: /^Дополнительно/ }).click();
  await edit.getByRole('textbox', { name: /^Стоимость 1 кВт·ч/ }).fill('11');
  await edit.getByRole('button', { name: 'ОК' }).click();
  await expect(details.getByText('11,00')).toBeVisible();

  await button(page, `Действия: ${TARIFF}`).click();
  await page.getByRole('menuitem', { name: 'Удалить' }).click();
  await button(page, 'УДАЛИТЬ').click();
  await expect(button(page, `Действия: ${TARIFF}`)).toHaveCount(0);
});

test('a station that knocks is added with one press', async ({ page }) => {
  await knock(UNKNOWN);
  await signIn(page);
  await page.goto(`/stations/unknown?q=${UNKNOWN}`);
  await button(page, `Добавить: ${UNKNOWN}`).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox', { name: /^Ключ станции/ })).toHaveValue(UNKNOWN);
  await dialog.getByRole('textbox', { name: /^Наименование/ }).fill('E2E');
  const region = dialog.getByRole('combobox', { name: /^Регион/ });
  await region.click();
  await page.getByRole('option').nth(1).click();
  await dialog.getByRole('button', { name: /^Коннекторы/ }).click();
  await dialog.getByRole('combobox', { name: 'Тип', exact: true }).click();
  await page.getByRole('option', { name: 'Type2' }).click();
  await dialog.getByRole('textbox', { name: /^Огр. мощности/ }).fill('22');
  await dialog.getByRole('textbox', { name: /^Показания/ }).fill('0');
  await button(page, 'Добавить коннектор').click();
  await dialog.getByRole('button', { name: 'СОХРАНИТЬ' }).click();
  await expect(page.getByText('Зарядная станция добавлена')).toBeVisible();
  const password = page.getByRole('dialog', { name: 'Пароль станции' });
  await expect(password.getByText(UNKNOWN)).toBeVisible();
  await password.getByRole('button', { name: 'ЗАКРЫТЬ', exact: true }).click();
  await expect(page.getByRole('heading', { name: UNKNOWN })).toBeVisible();
});

const PAGES = [
  '/stations/unknown',
  '/stations/quarantine',
  '/commands',
  '/billing',
  '/tariffs/info',
  '/tariffs/userGroups',
  '/tariffs/stationGroups',
];

for (const look of LOOKS) {
  test(`pages of a dispatcher are accessible: ${look.language}, ${look.theme}, ${look.width} px`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: look.width, height: look.width < 600 ? 844 : 900 });
    await page.emulateMedia({ colorScheme: look.theme });
    await signIn(page);
    await dress(page, look);
    for (const address of PAGES) {
      await page.goto(address);
      await checkAccess(page, address);
    }
    const answer = await page.request.get('/api/v1/stations?limit=1');
    const [first] = ((await answer.json()) as { items: { id: string }[] }).items;
    if (first) {
      await page.goto(`/stations/${first.id}/protocol`);
      await checkAccess(page, 'protocol');
    }
    await page.goto('/tariffs/info');
    await page.getByRole('button', { name: /^(Добавить тариф|Add a tariff)$/ }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await checkAccess(page, 'tariff form');
    await page.goto('/stations');
    await page.getByRole('button', { name: /^(Добавить станцию|Add a station)$/ }).click();
    await page.getByRole('menuitem', { name: /внешнюю|external/ }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await checkAccess(page, 'station form');
  });
}
