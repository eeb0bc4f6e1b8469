import { expect, type Page } from '@playwright/test';
import { watchConsole } from './console';
import { WORDS } from './dispatcherWords';
import { dress } from './looks';
import { enter, test } from './person';
import { startStation, type VirtualStation } from './stack';
import { knock } from './world';

const TAG = Date.now().toString(36).toUpperCase();

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

for (const language of ['ru', 'en'] as const) {
  const words = WORDS[language];
  const [price, priced, newPrice, newPriced] = words.price as [string, string, string, string];
  const number = `DSP${language.toUpperCase()}${TAG}`;
  const tariff = `E2E ${TAG} ${language}`;
  const unknown = `new${language}${Date.now().toString(36)}`; // an identity is kept in small letters

  test.describe(language, () => {
    test.describe.configure({ mode: 'serial' });
    let station: VirtualStation | undefined;
    test.afterAll(() => station?.stop());
    test.beforeEach(async ({ page, person }) => {
      await enter(page, person);
      await dress(page, { language, theme: 'light' });
      await page.goto('/stations');
    });
    test.afterEach(({ page }) => dress(page, { language: 'ru', theme: 'light' }));

    test('a dispatcher finds a station, charges, follows its protocol, sees price and payment, and refunds', async ({
      page,
    }) => {
      const checkConsole = watchConsole(page);
      station = startStation(number);

      await test.step('finds the station by the filter', async () => {
        await expect(page.getByRole('row').filter({ hasText: number })).toBeVisible();
        await page.goto(`/stations?q=${number}`);
        await expect(page.getByRole('row')).toHaveCount(2);
        await page.getByRole('row').filter({ hasText: number }).dblclick();
        await expect(page.getByRole('heading', { name: number })).toBeVisible();
      });

      await test.step('follows the protocol log live, pauses it and opens a frame', async () => {
        await page.getByRole('link', { name: words.protocol }).click();
        await expect(page.getByText('BootNotification').first()).toBeVisible();
        await page.getByText('BootNotification').first().click();
        const pane = page.getByRole('complementary', { name: 'BootNotification' });
        await expect(pane.getByText(words.answeredAfter)).toBeVisible();
        await pane.getByRole('button', { name: words.dismiss }).click();
        await page.getByText(words.live, { exact: true }).click();
        await expect(page.getByText(words.paused)).toBeVisible();
      });

      await test.step('starts for an organisation and watches the command', async () => {
        await page.getByRole('link', { name: words.connectors }).click();
        await button(page, words.start).click();
        const dialog = page.getByRole('dialog', { name: words.startTitle });
        await dialog.getByRole('radio', { name: words.organization }).check();
        await dialog.getByRole('combobox').fill('Smart');
        await page.getByRole('option').first().click();
        await dialog.getByRole('button', { name: words.startConfirm, exact: true }).click();
        await expect(page.getByText(words.seen)).toBeVisible();
        await expect(button(page, words.stop)).toBeVisible();
      });

      const session = page.getByRole('link', { name: words.session });
      const path = (await session.getAttribute('href')) ?? '';

      await test.step('asks the station for a message with a remote command', async () => {
        await button(page, words.commands).first().click();
        await page.getByRole('button', { name: words.trigger }).click();
        await page.getByRole('dialog').getByRole('button', { name: words.ok, exact: true }).click();
        await page.goto('/commands');
        const row = page.getByRole('row').filter({ hasText: number }).filter({ hasText: words.trigger });
        await expect(row.getByText(words.processed)).toBeVisible();
      });

      await test.step('stops from the card of the session', async () => {
        await page.goto(path.replace(/charts$/, 'info'));
        await button(page, words.interrupt).click();
        await button(page, words.interruptConfirm).click();
        await expect(page.getByText(words.finished)).toBeVisible();
      });

      await test.step('reads the price and refunds a part of the payment', async () => {
        await page.getByRole('link', { name: words.pricing }).click();
        await expect(page.getByText(words.paid, { exact: true })).toBeVisible();
        await page.getByRole('link', { name: words.payments }).click();
        await page.getByRole('button', { name: words.paymentActions }).click();
        await page.getByRole('menuitem', { name: words.askRefund }).click();
        const dialog = page.getByRole('dialog', { name: words.refundTitle });
        await dialog.getByRole('textbox', { name: words.refundAmount }).fill(words.cent);
        await dialog.getByRole('textbox', { name: words.reason }).fill('Проверка');
        await dialog.getByRole('button', { name: words.ok, exact: true }).click();
        await expect(page.getByText(words.refundDone)).toBeVisible();
        await expect(page.getByRole('row').filter({ hasText: words.refund })).toBeVisible();
      });
      checkConsole();
    });

    test('a tariff is added, calculated on a session, edited and deleted', async ({ page }) => {
      await page.goto('/tariffs/info');
      await button(page, words.addTariff).click();
      const add = page.getByRole('dialog', { name: words.addTariffTitle });
      await add.getByRole('textbox', { name: words.tariffName }).fill(tariff);
      await add.getByText(words.inForce).click();
      await add.getByRole('button', { name: words.all, exact: true }).click();
      await add.getByRole('button', { name: words.more }).click();
      await add.getByRole('textbox', { name: words.kwh }).fill(price);
      await add.getByRole('button', { name: words.ok, exact: true }).click();
      const details = page.getByRole('region', { name: tariff });
      await expect(details.getByText(priced)).toBeVisible();
      await expect(details.getByText(words.notInForce)).toBeVisible();

      await details.getByRole('button', { name: words.calculate }).click();
      const calculator = page.getByRole('dialog', { name: words.calculator });
      await calculator.getByRole('combobox').fill(number);
      await page.getByRole('option').filter({ hasText: number }).first().click();
      await expect(calculator.getByText(words.would)).toBeVisible();
      await calculator.getByRole('button', { name: words.close, exact: true }).click();

      await details.getByRole('button', { name: words.editTariff }).click();
      const edit = page.getByRole('dialog', { name: words.editTariffTitle });
      await edit.getByRole('button', { name: words.more }).click();
      await edit.getByRole('textbox', { name: words.kwh }).fill(newPrice);
      await edit.getByRole('button', { name: words.ok, exact: true }).click();
      await expect(details.getByText(newPriced)).toBeVisible();

      await button(page, words.actionsOf(tariff)).click();
      await page.getByRole('menuitem', { name: words.remove }).click();
      await button(page, words.removeConfirm).click();
      await expect(button(page, words.actionsOf(tariff))).toHaveCount(0);
    });

    test('a station that knocks is added with one press', async ({ page }) => {
      await knock(unknown);
      await page.goto(`/stations/unknown?q=${unknown}`);
      await button(page, words.addUnknown(unknown)).click();
      const dialog = page.getByRole('dialog');
      await expect(dialog.getByRole('textbox', { name: words.stationKey })).toHaveValue(unknown);
      await dialog.getByRole('textbox', { name: words.stationName }).fill('E2E');
      const region = dialog.getByRole('combobox', { name: words.region });
      await region.click();
      await page.getByRole('option').nth(1).click();
      await dialog.getByRole('button', { name: words.connectorsTab }).click();
      await dialog.getByRole('combobox', { name: words.type, exact: true }).click();
      await page.getByRole('option', { name: 'Type2' }).click();
      await dialog.getByRole('textbox', { name: words.powerLimit }).fill('22');
      await dialog.getByRole('textbox', { name: words.meterReading }).fill('0');
      await button(page, words.addConnector).click();
      await dialog.getByRole('button', { name: words.save }).click();
      await expect(page.getByText(words.stationAdded)).toBeVisible();
      const password = page.getByRole('dialog', { name: words.stationPassword });
      await expect(password.getByText(unknown)).toBeVisible();
      await password.getByRole('button', { name: words.close, exact: true }).click();
      await expect(page.getByRole('heading', { name: unknown })).toBeVisible();
    });
  });
}
