import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { makeMe } from '@/testing/factories';
import { renderApp } from '@/testing/renderApp';

const lastAsked = (asked: string[]) => new URLSearchParams(asked.at(-1));
const headings = () =>
  screen.getAllByRole('columnheader', { hidden: true }).map(({ textContent }) => textContent);

async function open(change: Parameters<typeof renderApp>[1] = {}) {
  const app = renderApp('/users', change);
  await screen.findByText('i.petrov');
  return app;
}

async function openMenu(user: Awaited<ReturnType<typeof open>>['user'], login: string) {
  await user.click(screen.getByRole('button', { name: `Действия: ${login}` }));
  return within(await screen.findByRole('menu'));
}

const reader = makeMe({ rights: ['users:read'] });

describe('The list of users', () => {
  it('[USR-001, USR-005] stands in the first of two tabs and shows the users', async () => {
    await open();
    const tabs = within(screen.getByRole('navigation', { name: 'Разделы карточки' }));
    expect(tabs.getAllByRole('link').map(({ textContent }) => textContent)).toEqual(['ПОЛЬЗОВАТЕЛИ', 'РОЛИ']);
    expect(tabs.getByRole('link', { name: 'ПОЛЬЗОВАТЕЛИ' })).toHaveAttribute('aria-current', 'page');
    expect(screen.getByText('1-12 из 12')).toBeVisible();
  });

  it('[USR-010] turns its pages at the foot', async () => {
    const { user, world } = renderApp('/users?rows=10');
    expect(await screen.findByText('1-10 из 12')).toBeVisible();
    expect(screen.getByRole('combobox', { name: 'Строк на странице' })).toHaveTextContent('10');
    await user.click(screen.getByRole('button', { name: 'Следующая страница' }));
    expect(await screen.findByText('11-12 из 12')).toBeVisible();
    expect(lastAsked(world.asked).get('offset')).toBe('10');
    expect(screen.getByRole('button', { name: 'Последняя страница' })).toBeDisabled();
  });

  it('[ROL-021] shows somebody without any right one sentence', async () => {
    renderApp('/users', { me: makeMe({ rights: [] }) });
    expect(await screen.findByText('У вас недостаточно прав для просмотра содержимого')).toBeVisible();
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('[USR-006] has refresh, «+», search and «Колонки» above', async () => {
    await open();
    for (const name of ['Обновить', 'Добавить пользователя', 'Колонки'])
      expect(screen.getByRole('button', { name })).toBeVisible();
    const search = screen.getByRole('searchbox', { name: 'Логин / имя / фамилия / телефон / e-mail' });
    expect(search).toBeVisible();
  });

  it('[USR-009, USR-012..021] shows five columns, five more wait in «Колонки» in their own places', async () => {
    const { user } = await open();
    expect(headings().slice(2)).toEqual(['Логин', 'Имя', 'Фамилия', 'Телефон', 'Электронная почта']);
    await user.click(screen.getByRole('button', { name: 'Колонки' }));
    for (const name of ['Список ролей', 'Ограничения', 'Отчество', 'Дата и время создания', 'Статус']) {
      const box = await screen.findByRole('checkbox', { name });
      expect(box).not.toBeChecked();
      await user.click(box);
    }
    expect(headings().slice(2)).toEqual([
      'Логин',
      'Имя',
      'Фамилия',
      'Телефон',
      'Электронная почта',
      'Список ролей',
      'Ограничения',
      'Отчество',
      'Дата и время создания',
      'Статус',
    ]);
    const row = within(screen.getByText('i.petrov').closest('tr') as HTMLElement);
    expect(row.getByText(/^31\.10\.2024 \d\d:\d\d:\d\d$/)).toBeInTheDocument();
  });

  it('[USR-008] is sorted by login, and by last name when its heading is pressed', async () => {
    const { user, world } = await open();
    expect(lastAsked(world.asked).get('sort')).toBe('login');
    expect(screen.getByRole('columnheader', { name: 'Логин' })).toHaveAttribute('aria-sort', 'ascending');
    await user.click(screen.getByRole('button', { name: 'Фамилия' }));
    await waitFor(() => expect(lastAsked(world.asked).get('sort')).toBe('last_name'));
  });

  it('[USR-007] searches for a part of a word while it is typed', async () => {
    const { user, world } = await open();
    await user.type(screen.getByRole('searchbox'), 'смирн');
    await waitFor(() => expect(screen.queryByText('i.petrov')).toBeNull());
    expect(screen.getByText('k.smirnova')).toBeVisible();
    expect(lastAsked(world.asked).get('q')).toBe('смирн');
  });

  it('[USR-017, USR-021..024] shows roles, restrictions with a hint, and the status', async () => {
    const { user } = await open();
    await user.click(screen.getByRole('button', { name: 'Колонки' }));
    for (const name of ['Список ролей', 'Ограничения', 'Статус']) {
      await user.click(await screen.findByRole('checkbox', { name }));
    }
    await user.keyboard('{Escape}');
    const row = (login: string) => within(screen.getByText(login).closest('tr') as HTMLElement);
    expect(row('d.egorov').getByText('100,00')).toBeVisible();
    expect(row('d.egorov').getByText('EVSE55')).toBeVisible();
    const count = row('baranov').getByRole('button', { name: 'Доступные станции: EVSE31, EVSE55' });
    expect(count).toHaveTextContent('2 доступно');
    expect(count).toHaveAttribute('data-tip', 'Доступные станции: EVSE31, EVSE55');
    expect(row('baranov').getByText('customer, technik')).toBeVisible();
    expect(row('ec600594').queryByText(/кВт·ч|доступно/)).toBeNull();
    expect(row('k.smirnova').getByText('Заблокирован')).toBeVisible();
    expect(row('baranov').getByText('Активный')).toBeVisible();
  });

  it('[USR-011, USR-025..029] offers card, edit, cards, block or unblock, and delete', async () => {
    const { user } = await open();
    const menu = await openMenu(user, 'i.petrov');
    expect(menu.getAllByRole('menuitem').map(({ textContent }) => textContent)).toEqual([
      'Открыть карточку',
      'Изменить',
      'RFID карты',
      'Заблокировать',
      'Удалить',
    ]);
    await user.keyboard('{Escape}');
    const blocked = await openMenu(user, 'k.smirnova');
    expect(blocked.getByRole('menuitem', { name: 'Разблокировать' })).toBeVisible();
    expect(blocked.queryByRole('menuitem', { name: 'Заблокировать' })).toBeNull();
  });

  it('[USR-025, USR-027, USR-055] opens the card and the RFID cards from the menu', async () => {
    const { user, address } = await open();
    const menu = await openMenu(user, 'i.petrov');
    await user.click(menu.getByRole('menuitem', { name: 'RFID карты' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Удостоверения пользователя (RFID)' }));
    expect(await dialog.findByText('002,020202')).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'ЗАКРЫТЬ' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const again = await openMenu(user, 'i.petrov');
    await user.click(again.getByRole('menuitem', { name: 'Открыть карточку' }));
    await waitFor(() => expect(address()).toMatch(/^\/users\/.+\/info$/));
  });

  it('[USR-030, USR-075] offers neither blocking nor deleting of oneself', async () => {
    const { user } = await open();
    const menu = await openMenu(user, 'marina');
    expect(menu.getByRole('menuitem', { name: 'Изменить' })).toBeVisible();
    expect(menu.queryByRole('menuitem', { name: 'Заблокировать' })).toBeNull();
    expect(menu.queryByRole('menuitem', { name: 'Удалить' })).toBeNull();
  });

  it('[USR-025, USR-076] opens the card by a double click', async () => {
    const { user, address } = await open();
    await user.dblClick(screen.getByText('i.petrov'));
    await waitFor(() => expect(address()).toMatch(/^\/users\/.+\/info$/));
    expect(await screen.findByRole('heading', { name: 'i.petrov' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Пользователи', current: false })).toBeVisible();
  });

  it('[ROL-023] offers a reader neither «+» nor actions nor the tab of the roles', async () => {
    const { user } = await open({ me: reader });
    expect(screen.queryByRole('button', { name: 'Добавить пользователя' })).toBeNull();
    expect(screen.queryByRole('link', { name: 'РОЛИ' })).toBeNull();
    const menu = await openMenu(user, 'i.petrov');
    expect(menu.getAllByRole('menuitem').map(({ textContent }) => textContent)).toEqual(['Открыть карточку']);
  });

  it('[USR-028, USR-091] blocks after a question that tells what follows', async () => {
    const { user, world } = await open();
    const menu = await openMenu(user, 'i.petrov');
    await user.click(menu.getByRole('menuitem', { name: 'Заблокировать' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Блокировка пользователя' }));
    expect(dialog.getByText(/i\.petrov не сможет войти и заряжать/)).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'ЗАБЛОКИРОВАТЬ' }));
    expect(await screen.findByText('Пользователь i.petrov заблокирован')).toBeVisible();
    expect(world.people.users.find(({ login }) => login === 'i.petrov')?.status).toBe('blocked');
  });

  it('[USR-029, USR-073] deletes after a question, and not without', async () => {
    const { user, world } = await open();
    const ask = async () => {
      const menu = await openMenu(user, 'o.lebedeva');
      await user.click(menu.getByRole('menuitem', { name: 'Удалить' }));
      return within(await screen.findByRole('dialog', { name: 'Удаление пользователя' }));
    };
    await user.click((await ask()).getByRole('button', { name: 'ОТМЕНА' }));
    expect(world.people.users.some(({ login }) => login === 'o.lebedeva')).toBe(true);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.click((await ask()).getByRole('button', { name: 'ОК' }));
    await waitFor(() => expect(screen.queryByText('o.lebedeva')).toBeNull());
    expect(world.people.users.some(({ login }) => login === 'o.lebedeva')).toBe(false);
  });
});
