import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { User } from '@/api/types';
import { makeMe } from '@/testing/factories';
import { makeCredential } from '@/testing/userSketches';
import { makePeople, type People } from '@/testing/peopleSketches';
import { renderApp } from '@/testing/renderApp';

const of = (people: People, login: string): User => {
  const user = people.users.find((other) => other.login === login);
  if (!user) throw new Error(`no user ${login}`);
  return user;
};

async function openCard(login: string, tab = 'info') {
  const people = makePeople();
  const user = of(people, login);
  const app = renderApp(`/users/${user.id}/${tab}`, { people });
  await screen.findByRole('heading', { name: login });
  return { ...app, person: user };
}

/** The value beside a label. */
const value = (label: string) =>
  screen.getByText(label, { selector: 'dt' }).parentElement?.querySelector('dd');

const toCards = async (login: string) => {
  const app = await openCard(login);
  await app.user.click(screen.getByRole('button', { name: 'RFID карты' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Удостоверения пользователя (RFID)' }));
  return { ...app, dialog };
};

describe('The card of a user', () => {
  it('[USR-077, USR-078, USR-079..088] tells who it is', async () => {
    await openCard('i.petrov');
    expect(screen.getByRole('link', { name: 'ИНФО' })).toHaveAttribute('aria-current', 'page');
    expect(screen.getByRole('link', { name: 'СЕССИИ' })).toBeVisible();
    for (const name of [/^Обновить/, 'Изменить лимит', 'Добавить станцию', 'RFID карты', 'Заблокировать'])
      expect(await screen.findByRole('button', { name })).toBeVisible();
    const lines: [string, string][] = [
      ['Логин', 'i.petrov'],
      ['Имя', 'Иван'],
      ['Фамилия', 'Петров'],
      ['Отчество', ''],
      ['Телефон', '+79998887766'],
      ['Электронная почта', 'petrov@mail.example'],
      ['Список ролей', 'customer'],
    ];
    for (const [label, text] of lines) expect(value(label)?.textContent).toBe(text);
    expect(value('Дата и время создания')?.textContent).toMatch(/^31\.10\.2024 \d\d:\d\d:\d\d$/);
    expect(value('Дата и время последнего изменения')?.textContent).toMatch(/^19\.11\.2026 \d\d:\d\d:\d\d$/);
    const counterparty = screen.getByRole('link', { name: '40000060183972' });
    expect(counterparty.getAttribute('href')).toMatch(/^\/organizations\/.+/);
  });

  it('[USR-106, USR-094..098] shows the limits with two decimals and the times', async () => {
    await openCard('i.petrov');
    expect(value('Суммарная потреблённая энергия, кВт·ч')?.textContent).toBe('247,54');
    expect(value('Лимит энергии, кВт·ч')?.textContent).toBe('350,00');
    expect(value('Доступная энергия, кВт·ч')?.textContent).toBe('102,46');
    expect(value('Дата и время установки лимита')?.textContent).toMatch(/^01\.09\.2026 /);
    expect(value('Дата и время изменения лимита')?.textContent).toMatch(/^02\.11\.2026 /);
  });

  it('[USR-095, USR-097, USR-098, USR-100] shows «-» without a limit', async () => {
    await openCard('ec600594');
    for (const label of [
      'Лимит энергии, кВт·ч',
      'Доступная энергия, кВт·ч',
      'Дата и время установки лимита',
      'Дата и время изменения лимита',
    ])
      expect(value(label)?.textContent).toBe('-');
  });

  it('[USR-101] shows a negative rest as it is', async () => {
    await openCard('o.lebedeva');
    expect(value('Доступная энергия, кВт·ч')?.textContent).toMatch(/^[-−]13,15$/);
  });

  it('[USR-095, USR-103] sets the limit in its line, and clearing removes it', async () => {
    const { user, person } = await openCard('i.petrov');
    await user.click(screen.getByRole('button', { name: 'Изменить лимит' }));
    const input = screen.getByRole('textbox', { name: 'Лимит энергии, кВт·ч' });
    await user.clear(input);
    await user.type(input, '400,55{Enter}');
    await waitFor(() => expect(value('Лимит энергии, кВт·ч')?.textContent).toBe('400,55'));
    expect(person.limits.energy_limit_wh).toBe(400_550);
    await user.click(screen.getByRole('button', { name: 'Изменить лимит' }));
    await user.clear(screen.getByRole('textbox', { name: 'Лимит энергии, кВт·ч' }));
    await user.keyboard('{Enter}');
    await waitFor(() => expect(value('Лимит энергии, кВт·ч')?.textContent).toBe('-'));
    expect(person.limits.energy_limit_wh).toBeNull();
  });

  it('[USR-102] refuses more than 999 999 kWh', async () => {
    const { user, person } = await openCard('i.petrov');
    await user.click(screen.getByRole('button', { name: 'Изменить лимит' }));
    const input = screen.getByRole('textbox', { name: 'Лимит энергии, кВт·ч' });
    await user.clear(input);
    await user.type(input, '1000000{Enter}');
    expect(input).toHaveAttribute('aria-invalid', 'true');
    expect(screen.getByText('От 0 до 999999')).toBeVisible();
    expect(person.limits.energy_limit_wh).toBe(350_000);
  });

  it('[USR-107] adds and removes allowed stations; an empty list allows all', async () => {
    const { user, person } = await openCard('d.egorov');
    const list = () => within(screen.getByRole('list', { name: 'Разрешенные ЭЗС' }));
    expect(list().getByRole('link', { name: 'EVSE55' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Добавить станцию' }));
    await user.type(screen.getByRole('combobox', { name: 'Добавить станцию' }), 'EVSE46');
    await user.click(await screen.findByRole('option', { name: /EVSE46/ }));
    expect(await list().findByText('EVSE46')).toBeVisible();
    expect(person.allowed_stations).toHaveLength(2);
    await user.click(screen.getByRole('button', { name: 'Убрать: EVSE55' }));
    await waitFor(() => expect(list().queryByText('EVSE55')).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Убрать: EVSE46' }));
    expect(await screen.findByText('Зарядка разрешена на всех станциях.')).toBeVisible();
    expect(person.allowed_stations).toEqual([]);
  });

  it('[USR-109] has no personal accounts', async () => {
    await openCard('i.petrov');
    expect(screen.getByText('У пользователя отсутствуют лицевые счета')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Добавить' })).toBeDisabled();
  });

  it('[USR-111, USR-113..115] lists the login and every card with what was charged with it', async () => {
    await openCard('i.petrov');
    const list = within(await screen.findByRole('list', { name: 'Удостоверения' }));
    const rows = (await list.findAllByRole('listitem')).map(({ textContent }) => textContent);
    expect(rows).toHaveLength(5);
    expect(rows[0]).toBe('i.petrovЛогин и пароль0,00кВт·ч');
    expect(rows[1]).toBe('002,020202RFID метка118,20кВт·ч');
    expect(screen.getByText('5 из 16')).toBeVisible();
  });

  it('[USR-090, USR-091] the button changes its name with the state', async () => {
    const { user, person } = await openCard('k.smirnova');
    await user.click(screen.getByRole('button', { name: 'Разблокировать' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Разблокировка пользователя' }));
    await user.click(dialog.getByRole('button', { name: 'РАЗБЛОКИРОВАТЬ' }));
    expect(await screen.findByRole('button', { name: 'Заблокировать' })).toBeVisible();
    expect(person.status).toBe('active');
  });

  it('[USR-092] has no button to block oneself', async () => {
    await openCard('marina');
    expect(screen.getByRole('button', { name: 'Сбросить пароль' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Заблокировать' })).toBeNull();
  });

  it('resets the password and ends sign-ins', async () => {
    const { user, person } = await openCard('n.volkov');
    await user.click(screen.getByRole('button', { name: 'Сбросить пароль' }));
    const form = within(await screen.findByRole('dialog', { name: 'Новый пароль для n.volkov' }));
    await user.type(form.getByLabelText(/^Пароль/), 'Zaryad2026');
    await user.type(form.getByLabelText(/^Подтверждение/), 'Zaryad2026');
    await user.click(form.getByRole('button', { name: 'ОК' }));
    expect(await screen.findByText('Сменит при следующем входе')).toBeVisible();
    expect(person.must_change_password).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Выйти везде' }));
    await user.click(await screen.findByRole('button', { name: 'ВЫЙТИ ВЕЗДЕ' }));
    expect(await screen.findByText('Входы пользователя n.volkov завершены')).toBeVisible();
  });

  it('[USR-116, USR-117] lists the sessions of the user, newest first, under a fixed chip', async () => {
    const { world, person, navigate, address } = await openCard('i.petrov', 'sessions');
    const table = await screen.findByRole('table', { name: 'Сессии' });
    expect(table).toBeVisible();
    const asked = new URLSearchParams(world.asked.at(-1));
    expect(asked.get('user_id')).toBe(person.id);
    expect(asked.get('sort')).toBe('-started_at');
    expect(screen.getByText('i.petrov', { selector: 'span' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Фильтр' })).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Убрать/ })).toBeNull();
    const headings = () => screen.getAllByRole('columnheader').map(({ textContent }) => textContent);
    const own = headings();
    navigate('/sessions');
    await waitFor(() => expect(address()).toMatch(/^\/sessions(\?|$)/));
    await waitFor(() => expect(screen.queryByRole('link', { name: 'ИНФО' })).toBeNull());
    expect(await screen.findByRole('table', { name: 'Сессии' })).toBeVisible();
    expect(headings()).toEqual(own);
  });

  it('says that a user does not exist', async () => {
    renderApp('/users/01890000-0000-7000-8000-00000000dead/info');
    expect(await screen.findByText('Запись не найдена')).toBeVisible();
  });
});

describe('The cards of a user', () => {
  it('[USR-055, USR-056, USR-057] binds a number; it joins the list at once', async () => {
    const { user, dialog, person, world } = await toCards('ec600594');
    expect(await dialog.findByText('У пользователя пока нет RFID удостоверений')).toBeVisible();
    await user.type(dialog.getByRole('textbox', { name: 'Добавить RFID удостоверение' }), '  038,99001 ');
    await user.click(dialog.getByRole('button', { name: 'Добавить' }));
    expect(await dialog.findByText('038,99001')).toBeVisible();
    const cards = world.people.credentials.filter(
      ({ user_id, kind }) => user_id === person.id && kind === 'rfid',
    );
    expect(cards.map(({ label }) => label)).toEqual(['038,99001']);
    expect(dialog.getByRole('button', { name: 'ЗАКРЫТЬ' })).toBeVisible();
  });

  it('[USR-059, USR-060] refuses a number that anybody has', async () => {
    const { user, dialog } = await toCards('ec600594');
    await user.type(
      await dialog.findByRole('textbox', { name: 'Добавить RFID удостоверение' }),
      '002,020202',
    );
    await user.click(dialog.getByRole('button', { name: 'Добавить' }));
    expect(await screen.findByText('Указанное удостоверение уже существует в системе!')).toBeVisible();
    expect(dialog.getByText('У пользователя пока нет RFID удостоверений')).toBeVisible();
  });

  it('[USR-061, USR-062, USR-064] unbinds after the question, which tells the new rest', async () => {
    const { user, dialog, person } = await toCards('i.petrov');
    await user.click(await dialog.findByRole('button', { name: 'Отвязать 002,020202' }));
    const question = within(
      await screen.findByRole('alertdialog', { name: 'Вы уверены, что хотите удалить удостоверение?' }),
    );
    expect(
      question.getByText(/118,20 кВт·ч перестанут входить .* доступно станет 220,66 кВт·ч/),
    ).toBeVisible();
    await user.click(question.getByRole('button', { name: 'ОК' }));
    await waitFor(() => expect(dialog.queryByText('002,020202')).toBeNull());
    expect(person.limits.consumed_energy_wh).toBe(129_340);
  });

  it('[USR-054, USR-065] with 15 cards says that the limit is reached', async () => {
    const { dialog } = await toCards('fleet.trans-01');
    expect(await dialog.findByText('Достигнут лимит количества удостоверений')).toBeVisible();
    expect(dialog.getAllByRole('listitem')).toHaveLength(15);
    expect(dialog.queryByRole('textbox')).toBeNull();
  });

  it('shows who may not bind only the cards', async () => {
    const people = makePeople();
    const person = of(people, 'ec600594');
    people.credentials.push(makeCredential({ user_id: person.id, label: '777,00001' }));
    const me = makeMe({ rights: ['users:read', 'credentials:read'] });
    const { user } = renderApp(`/users/${person.id}/info`, { people, me });
    await user.click(await screen.findByRole('button', { name: 'RFID карты' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByText('777,00001')).toBeVisible();
    expect(dialog.queryByRole('button', { name: /^Отвязать/ })).toBeNull();
    expect(dialog.queryByRole('textbox')).toBeNull();
  });
});
