import { expect, type Browser } from '@playwright/test';
import { watchConsole } from './console';
import { dress } from './looks';
import { enter, test, type Person } from './person';
import { receive, verify } from './webhookReceiver';
import type { Language } from './words';

const TAG = Date.now().toString(36).toUpperCase();
const FAILURES = 2;
const WORDS = {
  ru: {
    add: 'Добавление вебхука',
    name: /^Название/,
    url: /^Адрес/,
    events: 'Все incident.*',
    ok: 'ОК',
    secret: 'Секрет вебхука',
    close: 'ЗАКРЫТЬ',
    test: 'Проверить',
    failed: /Не удалось, повтор/,
    delivered: 'Доставлено',
  },
  en: {
    add: 'Add webhook',
    name: /^Name/,
    url: /^Address/,
    events: 'All incident.*',
    ok: 'OK',
    secret: 'Webhook secret',
    close: 'CLOSE',
    test: 'Test',
    failed: /Failed, again/,
    delivered: 'Delivered',
  },
};

// The pauses between the tries are the product's own, half a minute and more: both languages wait for them together.
test('a receiver verifies an event, fails twice and gets the retry: ru and en', async ({
  browser,
  person,
  another,
}) => {
  test.slow();
  await Promise.all([follow(browser, 'ru', person), follow(browser, 'en', another)]);
});

async function follow(browser: Browser, language: Language, person: Person): Promise<void> {
  const words = WORDS[language];
  const page = await browser.newPage();
  const checkConsole = watchConsole(page);
  const receiver = await receive('webhook.test', FAILURES);
  await enter(page, person);
  await dress(page, { language, theme: 'light' });
  await page.goto('/webhooks');

  const name = `E2E ${TAG} ${language}`;
  await page.getByRole('button', { name: words.add }).click();
  const form = page.getByRole('dialog', { name: words.add });
  await form.getByRole('textbox', { name: words.name }).fill(name);
  await form.getByRole('textbox', { name: words.url }).fill(receiver.url);
  await form.getByText(words.events).click();
  await form.getByRole('button', { name: words.ok, exact: true }).click();
  const shown = page.getByRole('dialog', { name: words.secret });
  const secret = await shown.locator('code').innerText();
  await shown.getByRole('button', { name: words.close, exact: true }).first().click();

  await page.getByRole('row').filter({ hasText: name }).dblclick();
  await page.getByRole('button', { name: words.test, exact: true }).click();
  const row = page.getByRole('row').filter({ hasText: 'webhook.test' });
  await expect(row.getByText(words.failed)).toBeVisible();
  await expect(row.getByText(words.delivered)).toBeVisible({ timeout: 90_000 }); // told live, without a reload

  expect(receiver.received).toHaveLength(FAILURES + 1);
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  for (const one of receiver.received) verify(secret, one);
  const [first] = receiver.received;
  expect(() => verify(secret, { headers: first?.headers ?? {}, body: '{}' })).toThrow();

  await row.dblclick();
  const pane = page.getByRole('complementary', { name: 'webhook.test' });
  // Not anywhere in the pane: an id may hold the same figures.
  const attempts = pane.getByRole('listitem');
  await expect(attempts.filter({ hasText: /^\s*503\s/ })).toHaveCount(FAILURES);
  await expect(attempts.filter({ hasText: /^\s*204\s/ })).toHaveCount(1);
  receiver.close();
  await dress(page, { language: 'ru', theme: 'light' });
  checkConsole();
  await page.context().close();
}
