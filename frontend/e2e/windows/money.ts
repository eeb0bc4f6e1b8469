import { expect } from '@playwright/test';
import type { World } from '../world';
import { choosing, inPane, pressing, window, type Window } from './hands';

const payment = ({ paymentId }: World) => `/billing/${paymentId}`;
const deliveries = ({ webhookId }: World) => `/webhooks/${webhookId}/deliveries`;
const letter = () => 'transaction.ended.v1';

/** Tariffs, payments and webhooks. */
export const MONEY: Window[] = [
  window('a new tariff', 'features/tariffs/TariffWindow', '/tariffs/info', pressing('tariffs:add')),
  window('a tariff on a session', 'features/tariffs/Calculator', '/tariffs/info', async (hands) => {
    const { page, say, world } = hands;
    await hands.press('tariffs:calculator.button');
    await page.getByRole('dialog').getByRole('combobox').fill(world.station.number);
    await page.getByRole('option').filter({ hasText: world.station.number }).last().click(); // the one that is over
    await expect(page.getByText(say('tariffs:calculator.would'))).toBeVisible();
  }),
  window('deleting a tariff', 'features/tariffs/Tariffs', '/tariffs/info', async ({ page, say }) => {
    const name = new RegExp(`^${say('tariffs:actions')}: `);
    await page.getByRole('button', { name }).first().click();
    await page.getByRole('menuitem', { name: say('tariffs:deeds.remove') }).click();
  }),
  window(
    'a new group',
    'features/tariffs/GroupWindow',
    '/tariffs/userGroups',
    pressing('tariffs:groups.add_user'),
  ),
  window(
    'choosing members',
    'features/tariffs/MemberPicker',
    '/tariffs/userGroups',
    pressing('tariffs:groups.add_user', 'tariffs:picker.title_user'),
  ),
  window(
    'deleting a group',
    'features/tariffs/Groups',
    '/tariffs/userGroups',
    choosing('group', 'tariffs:deeds.remove'),
  ),
  window('a refund', 'features/payments/RefundWindow', payment, pressing('payments:deeds.refund')),
  window('cancelling a payment', 'features/payments/PaymentWindows', payment, async (hands) => {
    // Only what is not paid yet can be cancelled, and that lasts a moment: the page is told that it is so.
    const pattern = `**/api/v1/payments/${hands.world.paymentId}`;
    await hands.page.route(pattern, async (route) => {
      const response = await route.fetch();
      const told = { ...((await response.json()) as object), status: 'processing' };
      await route.fulfill({ response, json: told });
    });
    await hands.page.reload();
    await hands.press('payments:deeds.cancel');
    await hands.page.unroute(pattern);
  }),
  window('a new webhook', 'features/webhooks/WebhookFormWindow', '/webhooks', pressing('webhooks:form.add')),
  window(
    'another secret of a webhook',
    'features/webhooks/RotateWindow',
    '/webhooks',
    choosing('webhook', 'webhooks:actions.rotate'),
  ),
  window('the secret of a webhook', 'features/webhooks/SecretWindow', '/webhooks', async (hands) => {
    await hands.choose(hands.world.webhook, 'webhooks:actions.rotate');
    await hands.pressIn('webhooks:rotate.confirm');
    await hands.seeSecret();
  }),
  window(
    'deleting a webhook',
    'features/webhooks/useWebhookWindows',
    '/webhooks',
    choosing('webhook', 'webhooks:actions.remove'),
  ),
  window(
    'a delivery',
    'features/webhooks/DeliveryPane',
    deliveries,
    inPane(() => 'webhook.test'),
  ),
  window('a dead letter', 'features/deadLetters/LetterPane', '/dead-letters', inPane(letter)),
  window(
    'letting a letter go',
    'features/deadLetters/DeadLetters',
    '/dead-letters',
    inPane(letter, 'deadLetters:dismiss.action'),
  ),
];
