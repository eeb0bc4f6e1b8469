import { screen, waitFor, within } from '@testing-library/react';
import { http } from 'msw';
import { describe, expect, it } from 'vitest';
import { page, problem } from '@/testing/answers';
import { makeCharge, makePayment, makeSession } from '@/testing/factories';
import { makePeople } from '@/testing/peopleSketches';
import { renderApp } from '@/testing/renderApp';
import { server } from '@/testing/server';

const plain = (text: string | null) => (text ?? '').replaceAll('\u00a0', ' ');
const session = makeSession({ payment_status: 'not_paid' });
const payment = makePayment({ session_id: session.id, number: '40000020061052' });

const open = (
  change: Partial<ReturnType<typeof makePayment>> = {},
  path = `/sessions/${session.id}/payments`,
) => renderApp(path, { sessions: [session], payments: [{ ...payment, ...change }] });

const DEFAULT = ['Номер', 'ЭЗС', 'Создан', 'Операция', 'Статус', 'Всего', 'Дата оплаты'];
const HIDDEN = [
  'Ошибка',
  'Тип оплаты',
  'Телефон клиента',
  'Доп. инфо',
  'Внешняя система',
  'Код во внешней системе',
];

describe('The tab «Платежи» of a session', () => {
  it('[BIL-047, BIL-048, BIL-049, BIL-050, BIL-052, BIL-053, BIL-054, BIL-055, BIL-056, BIL-058, BIL-059] lists its payments', async () => {
    const { world } = open();
    const row = (await screen.findAllByText('40000020061052'))[0]?.closest('tr');
    expect(plain(row?.textContent ?? '')).toContain('994,62 ₽');
    for (const name of DEFAULT) expect(screen.getByRole('columnheader', { name })).toBeVisible();
    for (const name of HIDDEN) expect(screen.queryByRole('columnheader', { name })).toBeNull();
    expect(screen.getByText('1-1 из 1')).toBeVisible();
    expect(screen.getByRole('button', { name: /^Колонки/ })).toBeVisible();
    const asked = world.asked.map((query) => new URLSearchParams(query));
    expect(asked.some((query) => query.get('sort') === '-created_at')).toBe(true);
  });

  it('[BIL-057, BIL-060, BIL-062, BIL-063, BIL-064, BIL-065] shows the hidden columns when they are ticked', async () => {
    const { user } = open({ status: 'error', error: 'declined', provider_code: 'declined', paid_at: null });
    await user.click(await screen.findByRole('button', { name: /^Колонки/ }));
    for (const name of HIDDEN) await user.click(await screen.findByRole('checkbox', { name }));
    await user.keyboard('{Escape}');
    const headings = screen.getAllByRole('columnheader').map(({ textContent }) => textContent);
    const order = [
      'Номер',
      'ЭЗС',
      'Создан',
      'Операция',
      'Статус',
      'Ошибка',
      'Всего',
      'Дата оплаты',
      'Тип оплаты',
    ];
    expect(headings.filter((name) => order.includes(name))).toEqual(order);
    const row = (await screen.findAllByText('40000020061052'))[0]?.closest('tr');
    expect(row).toHaveTextContent('Отклонено внешней системой');
    expect(row).toHaveTextContent('Эквайринг');
  });

  it('[BIL-061, BIL-072] tells the phone of who pays, to those who may see people', async () => {
    const people = makePeople();
    const payer = people.users.find((one) => one.phone);
    const paid = { ...payment, payer_id: payer?.id ?? null };
    const path = `/sessions/${session.id}/payments`;
    const { user } = renderApp(path, { sessions: [session], payments: [paid], people });
    await user.click(await screen.findByRole('button', { name: /^Колонки/ }));
    await user.click(await screen.findByRole('checkbox', { name: 'Телефон клиента' }));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.getAllByText(payer?.phone ?? '')).toHaveLength(2)); // in list and payment
  });

  it('[BIL-051, BIL-068, BIL-069] cancels what is not paid, after a question', async () => {
    const { user, world } = open({ status: 'default', paid_at: null });
    await user.click(await screen.findByRole('button', { name: 'Действия: 40000020061052' }));
    expect(await screen.findByRole('menuitem', { name: 'Запросить возврат' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    await user.click(screen.getByRole('menuitem', { name: 'Отменить платеж' }));
    const question = within(await screen.findByRole('dialog', { name: 'Отменить платеж' }));
    expect(world.payments[0]?.status).toBe('default');
    await user.click(question.getByRole('button', { name: 'ОТМЕНИТЬ ПЛАТЕЖ' }));
    await waitFor(() => expect(world.payments[0]?.status).toBe('cancelled'));
  });

  it('[BIL-066, BIL-070, BIL-071, BIL-072] shows the newest payment below, another one when it is chosen', async () => {
    const refund = makePayment({
      ...payment,
      id: '01890000-0000-7000-8000-00000000f00d',
      number: '40000020061099',
      operation: 'refund',
      parent_id: payment.id,
      amount: '10.00',
      created_at: '2026-11-24T09:00:00Z',
    });
    const { user } = renderApp(`/sessions/${session.id}/payments`, {
      sessions: [session],
      payments: [payment, refund],
    });
    expect(await screen.findByText('#40000020061099')).toBeVisible();
    await user.dblClick((await screen.findAllByText('40000020061052'))[0] as HTMLElement);
    expect(await screen.findByText('#40000020061052')).toBeVisible();
    for (const label of ['ID сессии', 'Телефон клиента', 'Доп. инфо', 'Внешняя система', 'История'])
      expect(screen.getAllByText(label)[0]).toBeVisible();
  });

  it('[BIL-042, BIL-043] tells the history with time and origin, also of a payment that passed stages without stopping', async () => {
    open({}, `/billing/${payment.id}`);
    const history = (await screen.findByText('Создано через API')).closest('ol');
    expect(
      within(history as HTMLElement)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      'ПодготовкаСоздано через API24.11.2026 11:31:10',
      'ЗавершениеАвтоматическая обработка платежа11:31:11',
      'ЗавершеноАвтоматическая обработка платежа11:31:12',
    ]);
  });

  it('tells what was held while the session ran', async () => {
    const refused = makeCharge({ session_id: session.id, hold_status: 'refused' });
    open();
    server.use(http.get('*/api/v1/charges', () => page([refused], new URLSearchParams())));
    expect(plain((await screen.findByText(/^Предавторизация/)).textContent)).toBe(
      'Предавторизация 2 000,00 ₽',
    );
    expect(screen.getByText(/^отказ/)).toBeVisible();
  });
});

describe('A payment that cannot be read', () => {
  it.each(['/billing/:id', '/sessions/:session/payments'])('says why and is read again: %s', async (path) => {
    const address = path.replace(':id', payment.id).replace(':session', session.id);
    let isAway = true;
    const { user } = open({}, address);
    server.use(
      http.get('*/api/v1/payments/:id', () => (isAway ? problem(500, 'internal_error') : undefined)),
    );
    const again = await screen.findByRole('button', { name: 'Повторить' });
    isAway = false;
    await user.click(again);
    expect(await screen.findByText('Создано через API')).toBeVisible();
  });
});

describe('Receipts', () => {
  it('[BIL-073, BIL-074, BIL-075, BIL-076, BIL-077] are printed with place, tax and settlement', async () => {
    open({}, `/billing/${payment.id}`);
    const head = await screen.findByText('г. Краснодар, ул. Бершанской, 355');
    const receipt = plain(head.parentElement?.textContent ?? '');
    for (const part of [
      'Приход',
      'Платежный чек',
      'НДС не облагается',
      'Полный расчёт',
      'Безналичными',
      'ОСН',
    ])
      expect(receipt).toContain(part);
    expect(receipt).toContain('= 994,62');
  });

  it('[BIL-080] of a refund are those whose lines are ticked', async () => {
    const { user, world } = open();
    await user.click(await screen.findByRole('button', { name: 'Действия: 40000020061052' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Запросить возврат' }));
    const dialog = within(await screen.findByRole('dialog', { name: /^Возврат по платежу/ }));
    const line = dialog.getByRole('checkbox', { name: /^Услуга по зарядке/ });
    expect(dialog.getByRole('checkbox', { name: /^Чек - \d\d\.\d\d\.\d{4}/ })).toBeChecked();
    expect(dialog.getByText('= 994,62')).toBeVisible();
    await user.click(line);
    expect(dialog.getByText('= 0,00')).toBeVisible();
    await user.type(dialog.getByRole('textbox', { name: /^Причина/ }), 'Простой');
    await user.click(dialog.getByRole('button', { name: 'ОК' }));
    expect(await dialog.findByText('Обязательное поле')).toBeVisible();
    expect(world.payments).toHaveLength(1);
  });
});

it('[BIL-087] «Биллинг» belongs to «Финансы», beside «Тарифы»', async () => {
  open({}, '/billing');
  const finance = within(await screen.findByRole('list', { name: 'Финансы' }));
  expect(finance.getByRole('link', { name: 'Биллинг' })).toHaveAttribute('aria-current', 'page');
  expect(finance.getByRole('link', { name: 'Тарифы' })).toBeVisible();
  expect(screen.getByRole('heading', { name: 'Биллинг', level: 1 })).toBeVisible();
});
