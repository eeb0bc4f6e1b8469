import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { makeMe, makePayment, makeSession } from '@/testing/factories';
import { renderApp } from '@/testing/renderApp';
import { canCancel, canRefund, minus, signedAmount } from './rules';

const plain = (text: string | null) => (text ?? '').replaceAll('\u00a0', ' ');
const session = makeSession();

const open = (path: string, me = makeMe()) => renderApp(path, { sessions: [session], me });
async function rowMenu() {
  const app = open('/billing');
  await app.user.click(await screen.findByRole('button', { name: 'Действия: 40000020061052' }));
  return app;
}

describe('The page «Биллинг»', () => {
  it('[BIL-088, BIL-089, BIL-041] lists payments, the newest first', async () => {
    const { world } = open('/billing');
    const row = (await screen.findByText('40000020061052')).closest('tr');
    expect(plain(row?.textContent ?? '')).toContain('994,62 ₽');
    expect(new URLSearchParams(world.asked.at(-1)).get('sort')).toBe('-created_at');
  });

  it('[BIL-094] filters by operation', async () => {
    const { user, address } = open('/billing');
    await screen.findByText('40000020061052');
    await user.click(screen.getByRole('button', { name: 'Фильтр' }));
    await user.click(await screen.findByRole('combobox', { name: 'Операция' }));
    await user.click(await screen.findByRole('option', { name: 'Возврат' }));
    await user.click(screen.getByRole('button', { name: 'ПРИМЕНЕНИЕ ФИЛЬТРОВ' }));
    await waitFor(() => expect(address()).toBe('/billing?operation=refund'));
    expect(await screen.findByText('Данных не найдено')).toBeVisible();
  });

  it('[BIL-090, BIL-091, BIL-093, BIL-095] leads to the payment and to its session; what is paid cannot be cancelled', async () => {
    const { user, address } = await rowMenu();
    expect(await screen.findByRole('menuitem', { name: 'Отменить платеж' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    await user.click(screen.getByRole('menuitem', { name: 'Открыть карточку' }));
    expect(await screen.findByRole('heading', { name: '#40000020061052', level: 1 })).toBeVisible();
    expect(await screen.findByText('Создано через API')).toBeVisible();
    await user.click(screen.getByRole('link', { name: session.id }));
    await waitFor(() => expect(address()).toContain(`/sessions/${session.id}`));
  });

  it('[BIL-079, BIL-081, BIL-082, BIL-083, BIL-084, BIL-086, BIL-092] refunds a part, showing what stays and the receipt', async () => {
    const { user, world } = await rowMenu();
    await user.click(await screen.findByRole('menuitem', { name: 'Запросить возврат' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Возврат по платежу 40000020061052' }));
    const amount = dialog.getByRole('textbox', { name: /^Сумма возврата/ });
    expect(amount).toHaveValue('994,62');
    await user.clear(amount);
    await user.type(amount, '2000');
    await user.type(dialog.getByRole('textbox', { name: /^Причина/ }), 'Простой');
    await user.click(dialog.getByRole('button', { name: 'ОК' }));
    expect(world.payments.filter(({ operation }) => operation === 'refund')).toHaveLength(0);
    await user.clear(amount);
    await user.type(amount, '300');
    expect(plain(dialog.getByText('Останется у нас').nextSibling?.textContent ?? '')).toBe('694,62 ₽');
    expect(dialog.getByText('= 300,00')).toBeVisible();
    expect(dialog.getByText('Чек возврата')).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'ОК' }));
    expect(await screen.findByText('Возврат запрошен')).toBeVisible();
    expect(world.payments.at(-1)).toMatchObject({ operation: 'refund', amount: '300.00', reason: 'Простой' });
  });

  it('[UI-015] offers no money deeds without the right', async () => {
    open('/billing', makeMe({ rights: ['payments:read', 'sessions:read'] }));
    const { user } = { user: (await import('@testing-library/user-event')).default.setup() };
    await user.click(await screen.findByRole('button', { name: 'Действия: 40000020061052' }));
    expect(await screen.findByRole('menuitem', { name: 'Перейти к сессии' })).toBeVisible();
    expect(screen.queryByRole('menuitem', { name: 'Запросить возврат' })).toBeNull();
  });
});

describe('What may be done with a payment', () => {
  it('[BIL-040, BIL-067] depends on its operation and status', () => {
    const allowed = (status: 'processing' | 'completing' | 'completed' | 'cancelled' | 'error') =>
      canCancel(makePayment({ status }));
    expect([allowed('processing'), allowed('error')]).toEqual([true, true]);
    expect([allowed('completing'), allowed('completed'), allowed('cancelled')]).toEqual([
      false,
      false,
      false,
    ]);
    expect(canRefund(makePayment({ operation: 'refund' }))).toBe(false);
  });

  it('keeps hundredths exact', () => {
    expect(minus('994.62', '994.61')).toBe('0.01');
    expect(signedAmount(makePayment({ operation: 'refund', amount: '5.00' }))).toBe('-5.00');
  });
});
