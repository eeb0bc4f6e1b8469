import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { makePeople } from '@/testing/peopleSketches';
import { renderApp } from '@/testing/renderApp';
import { changesOf, groupRights } from './grouping';

async function open() {
  const app = renderApp('/users/roles');
  await screen.findByText('dispatcher');
  return app;
}

type User = Awaited<ReturnType<typeof open>>['user'];

async function choose(user: User, role: string, action: string) {
  await user.click(screen.getByRole('button', { name: `Действия: ${role}` }));
  await user.click(await screen.findByRole('menuitem', { name: action }));
}

async function openEditor(user: User, role: string) {
  await choose(user, role, 'Изменить');
  const dialog = within(await screen.findByRole('dialog', { name: 'Изменение роли' }));
  await dialog.findByText('Станции и сессии');
  return dialog;
}

async function openNew(user: User) {
  await user.click(screen.getByRole('button', { name: 'Добавить роль' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Добавление роли' }));
  await dialog.findByText('Станции и сессии');
  return dialog;
}

describe('The list of roles', () => {
  it('[ROL-001, ROL-003..007] shows name, codes and number of active users, sorted by name', async () => {
    const { user } = await open();
    expect(screen.getByRole('columnheader', { name: 'Наименование' })).toHaveAttribute(
      'aria-sort',
      'ascending',
    );
    const row = within(screen.getByText('dispatcher').closest('tr') as HTMLElement);
    expect(
      row.getByText('stations:read, stations:command, commands:read, sessions:read, tariffs:write'),
    ).toBeVisible();
    expect(row.getByText('8')).toBeVisible();
    expect(screen.getByText('1-7 из 7')).toBeVisible();
    expect(screen.getByRole('searchbox', { name: 'Наименование' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Действия: dispatcher' }));
    const items = (await screen.findAllByRole('menuitem')).map(({ textContent }) => textContent);
    expect(items).toEqual(['Изменить', 'Удалить']);
  });

  it('[ROL-002] recommends to ask the supplier', async () => {
    await open();
    expect(
      screen.getByText(/Типовые роли созданы поставщиком\. Перед изменением посоветуйтесь/),
    ).toBeVisible();
  });

  it('[ROL-019, ROL-020] asks before deleting, and refuses while users have the role', async () => {
    const { user, world } = await open();
    await choose(user, 'dispatcher', 'Удалить');
    const dialog = within(await screen.findByRole('dialog', { name: 'Удаление роли' }));
    await user.click(dialog.getByRole('button', { name: 'ОК' }));
    expect(await dialog.findByText(/Роль назначена пользователям: 8/)).toBeVisible();
    expect(world.people.roles.some(({ name }) => name === 'dispatcher')).toBe(true);
    await user.click(dialog.getByRole('button', { name: 'ОТМЕНА' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await choose(user, 'night-shift', 'Удалить');
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'ОК' }));
    await waitFor(() => expect(screen.queryByText('night-shift')).toBeNull());
  });
});

describe('The role editor', () => {
  it('[ROL-014, ROL-017] wants a name of its own', async () => {
    const { user } = await open();
    const dialog = await openNew(user);
    expect(dialog.getByText('0 / 150')).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'ОК' }));
    expect(dialog.getByText('Обязательное поле')).toBeVisible();
    await user.type(dialog.getByRole('textbox', { name: /^Наименование/ }), 'customer');
    await user.click(dialog.getByRole('button', { name: 'ОК' }));
    expect(await dialog.findByText('Роль с таким наименованием уже существует')).toBeVisible();
  });

  it('[ROL-015, ROL-016] is a table of codes as a list, ten a page; ticks survive search and pages', async () => {
    const { user, world } = await open();
    const dialog = await openNew(user);
    await user.type(dialog.getByRole('textbox', { name: /^Наименование/ }), 'gateway');
    await user.click(dialog.getByRole('button', { name: 'Списком' }));
    expect(dialog.getByRole('columnheader', { name: 'Код' })).toHaveAttribute('aria-sort', 'ascending');
    expect(dialog.getByText('1-10 из 38')).toBeVisible();
    expect(dialog.getByText('Право - AuthAPI')).toBeVisible();
    await user.click(dialog.getByRole('checkbox', { name: 'AuthAPI' }));
    await user.click(dialog.getByRole('button', { name: 'Следующая страница' }));
    expect(dialog.getByText('11-20 из 38')).toBeVisible();
    await user.type(dialog.getByRole('searchbox', { name: 'Код / описание' }), 'журнала безопасности');
    await user.click(await dialog.findByRole('checkbox', { name: 'security-log:read' }));
    expect(dialog.getByText('1-1 из 1')).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'ОК' }));
    expect(await screen.findByText('Роль добавлена')).toBeVisible();
    expect(world.people.roles.at(-1)).toMatchObject({
      name: 'gateway',
      rights: ['AuthAPI', 'security-log:read'],
    });
  });

  it('[ROL-018] shows the rights by page and action, and what saving changes for how many', async () => {
    const { user, world } = await open();
    const dialog = await openEditor(user, 'dispatcher');
    const cell = (name: string) => dialog.getByRole('checkbox', { name });
    expect(cell('Зарядные станции: Команды')).toBeChecked();
    expect(cell('Зарядные станции: Изменять')).not.toBeChecked();
    expect(cell('Станции и сессии: Смотреть')).toBePartiallyChecked();
    expect(dialog.queryByRole('checkbox', { name: 'Сессии: Деньги' })).toBeNull();
    await user.click(cell('Тарифы и группы: Изменять'));
    await user.click(cell('Роли: Смотреть'));
    const changes = within(dialog.getByRole('region', { name: 'Изменения' }));
    expect(changes.getByLabelText('Добавлено: roles:read')).toBeVisible();
    expect(changes.getByLabelText('Снято: tariffs:write')).toBeVisible();
    expect(changes.getByText('Роль у 8 активных пользователей')).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'ОК' }));
    expect(await screen.findByText('Роль изменена')).toBeVisible();
    const saved = world.people.roles.find(({ name }) => name === 'dispatcher');
    expect(saved?.rights).toContain('roles:read');
    expect(saved?.rights).not.toContain('tariffs:write');
  });

  it('takes a whole group with one press and names the codes of a page', async () => {
    const { user } = await open();
    const dialog = await openNew(user);
    await user.click(dialog.getByRole('checkbox', { name: 'Финансы: Смотреть' }));
    expect(dialog.getByRole('checkbox', { name: 'Биллинг и платежи: Смотреть' })).toBeChecked();
    expect(dialog.getByRole('checkbox', { name: 'Тарифы и группы: Смотреть' })).toBeChecked();
    expect(dialog.getByRole('checkbox', { name: 'Биллинг и платежи: Деньги' })).not.toBeChecked();
    await user.click(dialog.getByRole('button', { name: 'Биллинг и платежи' }));
    const codes = within(dialog.getByRole('region', { name: 'Биллинг и платежи' }));
    expect(codes.getByRole('checkbox', { name: /payments:money/ })).not.toBeChecked();
  });

  it('[ROL-009] leaves the administrator every right and the name', async () => {
    const { user } = await open();
    const dialog = await openEditor(user, 'administrator');
    expect(dialog.getByRole('textbox', { name: /^Наименование/ })).toBeDisabled();
    expect(dialog.getByRole('checkbox', { name: 'Роли: Изменять' })).toBeDisabled();
    expect(dialog.getByText(/Эта роль содержит все права/)).toBeVisible();
  });
});

describe('Grouping of rights', () => {
  it('puts every right of the dashboard into one group and keeps unknown pages', () => {
    const { rights } = makePeople();
    const grouped = groupRights(rights).flatMap(({ pages }) => pages.flatMap((page) => page.rights));
    expect(grouped).toHaveLength(rights.filter(({ verb }) => verb !== 'device').length);
    expect(groupRights(rights).at(-1)).toMatchObject({ id: 'other', pages: [{ page: 'stream' }] });
  });

  it('tells what came and what went', () => {
    expect(changesOf(['a', 'b'], ['b', 'c'])).toEqual({ added: ['c'], removed: ['a'] });
  });
});
