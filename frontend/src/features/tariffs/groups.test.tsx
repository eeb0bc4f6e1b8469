import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { makeStation } from '@/testing/factories';
import { renderApp } from '@/testing/renderApp';

const manyStations = () =>
  Array.from({ length: 40 }, (_, index) =>
    makeStation({
      number: `EVSE${String(index + 1).padStart(3, '0')}`,
      name: `Станция ${index + 1}`,
      address: index % 2 ? 'Казань' : 'Сочи',
    }),
  );

async function openPicker(kind: 'user' | 'station') {
  const titles = {
    user: ['Добавление группы пользователей', 'Выбор пользователей'],
    station: ['Добавление группы зарядных станций', 'Выбор зарядных станций'],
  } as const;
  const [add, pick] = titles[kind];
  const app = renderApp(
    `/tariffs/${kind}Groups`,
    kind === 'station' ? { stations: manyStations(), stationGroups: [] } : {},
  );
  await app.user.click(await screen.findByRole('button', { name: add }));
  const form = within(await screen.findByRole('dialog', { name: add }));
  await app.user.type(form.getByRole('textbox', { name: /^Название группы/ }), 'Моя группа');
  await app.user.click(form.getByRole('button', { name: pick }));
  const picker = within(await screen.findByRole('dialog', { name: pick }));
  return { ...app, picker, form: async () => within(await screen.findByRole('dialog', { name: add })) };
}

const box = (picker: Pick<typeof screen, 'findByRole'>, name: string) =>
  picker.findByRole('checkbox', { name });

describe('The lists of groups', () => {
  it('[TAR-056] have a footer with rows per page, range and paging', async () => {
    renderApp('/tariffs/userGroups');
    expect(await screen.findByText('1-2 из 2')).toBeVisible();
    expect(screen.getByRole('combobox', { name: 'Строк на странице' })).toHaveTextContent('15');
    for (const name of ['Первая страница', 'Предыдущая страница', 'Следующая страница', 'Последняя страница'])
      expect(screen.getByRole('button', { name })).toBeDisabled();
  });

  it('[TAR-069, TAR-072] of stations offer editing and deleting, and say when they were changed', async () => {
    const { user, world } = renderApp('/tariffs/stationGroups');
    const [first] = world.stationGroups;
    await user.click(await screen.findByRole('button', { name: `Действия: ${first?.name ?? ''}` }));
    const names = (await screen.findAllByRole('menuitem')).map(({ textContent }) => textContent);
    expect(names).toEqual(['Изменить', 'Удалить']);
    await user.keyboard('{Escape}');
    expect(screen.getByRole('columnheader', { name: 'Дата и время последнего изменения' })).toBeVisible();
    const row = screen.getByRole('row', { name: new RegExp(first?.name ?? '') });
    expect(row).toHaveTextContent(/\d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d/);
  });
});

describe('The pickers', () => {
  it('[TAR-061, TAR-063] of users: login and name, by login; cancelling discards the choice', async () => {
    const { user, world, picker, form } = await openPicker('user');
    expect(await picker.findByRole('columnheader', { name: 'Логин' })).toHaveAttribute(
      'aria-sort',
      'ascending',
    );
    expect(picker.getByRole('columnheader', { name: 'ФИО' })).toBeVisible();
    expect(picker.getByRole('textbox', { name: 'Наименование' })).toBeVisible();
    expect(picker.getByRole('button', { name: 'Обновить' })).toBeVisible();
    const [login] = world.people.users.map((one) => one.login).sort();
    await user.click(await box(picker, login ?? ''));
    await user.click(picker.getByRole('button', { name: 'ОТМЕНА' }));
    expect((await form()).queryByText(login ?? '')).toBeNull();
    expect((await form()).getByRole('textbox', { name: /^Название группы/ })).toHaveValue('Моя группа');
  });

  it('[UI-103, TAR-074, TAR-076] of stations: number, name, address and a footer; ticks survive searching and paging', async () => {
    const { user, world, picker, form } = await openPicker('station');
    expect(await picker.findByRole('columnheader', { name: 'Номер' })).toHaveAttribute(
      'aria-sort',
      'ascending',
    );
    for (const name of ['Наименование', 'Адрес'])
      expect(picker.getByRole('columnheader', { name })).toBeVisible();
    expect(picker.getByText('1-15 из 40')).toBeVisible();
    expect(picker.getByRole('combobox', { name: 'Строк на странице' })).toHaveTextContent('15');
    for (const name of ['Первая страница', 'Последняя страница'])
      expect(picker.getByRole('button', { name })).toBeInTheDocument();
    await user.click(await box(picker, 'EVSE002'));
    await user.click(picker.getByRole('button', { name: 'Следующая страница' }));
    await user.click(await box(picker, 'EVSE017'));
    await user.type(picker.getByRole('textbox', { name: 'Наименование' }), 'EVSE033');
    await waitFor(() => expect(picker.queryByRole('checkbox', { name: 'EVSE017' })).toBeNull());
    await user.click(await box(picker, 'EVSE033'));
    expect(picker.getByRole('status')).toHaveTextContent('Выбрано: 3');
    await user.clear(picker.getByRole('textbox', { name: 'Наименование' }));
    expect(await box(picker, 'EVSE002')).toBeChecked();
    await user.click(await box(picker, 'EVSE002'));
    await user.click(picker.getByRole('button', { name: 'ОК' }));
    await user.click((await form()).getByRole('button', { name: 'ОК' }));
    await waitFor(() => expect(world.stationGroups).toHaveLength(1));
    const members = world.stationGroups[0]?.members.map(({ label }) => label);
    expect(members).toEqual(['EVSE017', 'EVSE033']);
  });
});
