import { expect } from '@playwright/test';
import type { World } from '../world';
import type { Window } from './hands';

const payment = ({ paymentId }: World) => `/billing/${paymentId}`;

/** Tariffs, payments and webhooks. */
export const MONEY: Window[] = [
  {
    name: 'a new tariff',
    file: 'features/tariffs/TariffWindow.tsx',
    at: () => '/tariffs/info',
    open: ({ press }) => press('tariffs:add'),
  },
  {
    name: 'a tariff on a session',
    file: 'features/tariffs/Calculator.tsx',
    at: () => '/tariffs/info',
    open: async ({ page, press, say, world }) => {
      await press('tariffs:calculator.button');
      await page.getByRole('dialog').getByRole('combobox').fill(world.station.number);
      await page.getByRole('option').filter({ hasText: world.station.number }).last().click(); // the one that is over
      await expect(page.getByText(say('tariffs:calculator.would'))).toBeVisible();
    },
  },
  {
    name: 'deleting a tariff',
    file: 'features/tariffs/Tariffs.tsx',
    at: () => '/tariffs/info',
    open: async ({ page, say }) => {
      await page
        .getByRole('button', { name: new RegExp(`^${say('tariffs:actions')}: `) })
        .first()
        .click();
      await page.getByRole('menuitem', { name: say('tariffs:deeds.remove') }).click();
    },
  },
  {
    name: 'a new group',
    file: 'features/tariffs/GroupWindow.tsx',
    at: () => '/tariffs/userGroups',
    open: ({ press }) => press('tariffs:groups.add_user'),
  },
  {
    name: 'choosing members',
    file: 'features/tariffs/MemberPicker.tsx',
    at: () => '/tariffs/userGroups',
    open: async (hands) => {
      await hands.press('tariffs:groups.add_user');
      await hands.pressIn('tariffs:picker.title_user');
    },
  },
  {
    name: 'deleting a group',
    file: 'features/tariffs/Groups.tsx',
    at: () => '/tariffs/userGroups',
    open: (hands) => hands.choose(hands.world.group, 'tariffs:deeds.remove'),
  },
  {
    name: 'a refund',
    file: 'features/payments/RefundWindow.tsx',
    at: payment,
    open: ({ press }) => press('payments:deeds.refund'),
  },
  {
    name: 'cancelling a payment',
    file: 'features/payments/PaymentWindows.tsx',
    at: payment,
    // Only what is not paid yet can be cancelled, and that lasts a moment: the page is told that it is so.
    open: async ({ page, press, world }) => {
      const pattern = `**/api/v1/payments/${world.paymentId}`;
      await page.route(pattern, async (route) => {
        const response = await route.fetch();
        await route.fulfill({
          response,
          json: { ...((await response.json()) as object), status: 'processing' },
        });
      });
      await page.reload();
      await press('payments:deeds.cancel');
      await page.unroute(pattern);
    },
  },
  {
    name: 'a new webhook',
    file: 'features/webhooks/WebhookFormWindow.tsx',
    at: () => '/webhooks',
    open: ({ press }) => press('webhooks:form.add'),
  },
  {
    name: 'another secret of a webhook',
    file: 'features/webhooks/RotateWindow.tsx',
    at: () => '/webhooks',
    open: (hands) => hands.choose(hands.world.webhook, 'webhooks:actions.rotate'),
  },
  {
    name: 'the secret of a webhook',
    file: 'features/webhooks/SecretWindow.tsx',
    at: () => '/webhooks',
    open: async (hands) => {
      await hands.choose(hands.world.webhook, 'webhooks:actions.rotate');
      await hands.pressIn('webhooks:rotate.confirm');
      await expect(hands.page.getByRole('dialog').locator('code').first()).toBeVisible();
    },
  },
  {
    name: 'deleting a webhook',
    file: 'features/webhooks/useWebhookWindows.tsx',
    at: () => '/webhooks',
    open: (hands) => hands.choose(hands.world.webhook, 'webhooks:actions.remove'),
  },
  {
    name: 'a delivery',
    file: 'features/webhooks/DeliveryPane.tsx',
    at: ({ webhookId }) => `/webhooks/${webhookId}/deliveries`,
    open: (hands) => hands.pane('webhook.test'),
  },
  {
    name: 'a dead letter',
    file: 'features/deadLetters/LetterPane.tsx',
    at: () => '/dead-letters',
    open: (hands) => hands.pane('transaction.ended.v1'),
  },
  {
    name: 'letting a letter go',
    file: 'features/deadLetters/DeadLetters.tsx',
    at: () => '/dead-letters',
    open: async (hands) => {
      await hands.pane('transaction.ended.v1');
      await hands.pressInPane('deadLetters:dismiss.action');
    },
  },
];
