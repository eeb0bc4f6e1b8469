import { expect, test } from '@playwright/test';
import { watchConsole } from './console';
import { dress } from './looks';
import { signIn } from './signIn';
import { receive, verify } from './webhookReceiver';

const TAG = Date.now().toString(36).toUpperCase();
const FAILURES = 2;
const WORDS = {
  ru: {
    add: 'Добавление вебхука',
    name: /^Название/,
    url: /^Адрес/,
    sessions: 'Все session.*',
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
    sessions: 'All session.*',
    ok: 'OK',
    secret: 'Webhook secret',
    close: 'CLOSE',
    test: 'Test',
    failed: /Failed, again/,
    delivered: 'Delivered',
  },
};

for (const language of ['ru', 'en'] as const) {
  const words = WORDS[language];
  test(`a receiver verifies an event, fails twice and gets the retry: ${language}`, async ({ page }) => {
    test.slow(); // the pauses between the tries are the product's own
    const checkConsole = watchConsole(page);
    const receiver = await receive(FAILURES);
    await signIn(page);
    await dress(page, { language, theme: 'light' });
    await page.goto('/webhooks');

    const name = `E2E ${TAG} ${language}`;
    await page.getByRole('button', { name: words.add }).click();
    const form = page.getByRole('dialog', { name: words.add });
    await form.getByRole('textbox', { name: words.name }).fill(name);
    await form.getByRole('textbox', { name: words.url }).fill(receiver.url);
    await form.getByText(words.sessions).click();
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
    await expect(pane.getByText('503')).toHaveCount(FAILURES);
    await expect(pane.getByText('204')).toBeVisible();
    receiver.close();
    await dress(page, { language: 'ru', theme: 'light' });
    checkConsole();
  });
}
