import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { makeMe } from '@/testing/factories';
import { makeEntry } from '@/testing/logSketches';
import { makePeople } from '@/testing/peopleSketches';
import { renderApp } from '@/testing/renderApp';
import { changesOf, listChange } from './diff';
import { linkTarget, sourceTarget } from './links';

const lastAsked = (asked: string[]) => new URLSearchParams(asked.at(-1));

async function open() {
  const app = renderApp('/security-log');
  await screen.findByText('Роль изменена');
  return app;
}

describe('The security log', () => {
  it('[SEC-002, SEC-003, SEC-005, SEC-007..015] shows the newest first, four columns are hidden', async () => {
    const { user, world } = await open();
    expect(lastAsked(world.asked).get('sort')).toBe('-at');
    const names = screen.getAllByRole('columnheader').map(({ textContent }) => textContent);
    expect(names).toEqual(['Дата/время', 'Тип источника', 'Источник', 'Тип связи', 'Связь', 'Операция']);
    expect(screen.getByRole('columnheader', { name: 'Дата/время' })).toHaveAttribute(
      'aria-sort',
      'descending',
    );
    for (const name of ['Обновить', 'Фильтр', 'Колонки'])
      expect(screen.getByRole('button', { name })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Колонки' }));
    for (const name of ['Id сессии', 'Описание', 'Контрагент', 'Доп. информация'])
      expect(await screen.findByRole('checkbox', { name })).not.toBeChecked();
  });

  it('[SEC-003, SEC-006] says how many rows there are, turns pages, and tells moments to the second', async () => {
    const log = Array.from({ length: 12 }, (_, index) => makeEntry({ source: `user${index + 1}` }));
    const { user, world } = renderApp('/security-log?rows=10', { people: { ...makePeople(), log } });
    expect(await screen.findByText('1-10 из 12')).toBeVisible();
    expect(screen.getByRole('combobox', { name: 'Строк на странице' })).toHaveTextContent('10');
    expect(screen.getAllByRole('row')[1]).toHaveTextContent(/24\.11\.2026 \d{2}:47:30/);
    await user.click(screen.getByRole('button', { name: 'Последняя страница' }));
    expect(await screen.findByText('11-12 из 12')).toBeVisible();
    expect(lastAsked(world.asked).get('offset')).toBe('10');
    await user.click(screen.getByRole('button', { name: 'Первая страница' }));
    expect(await screen.findByText('1-10 из 12')).toBeVisible();
  });

  it('[SEC-020] names the editing of a station and what comes from one apart', async () => {
    await open();
    const row = (operation: string) => screen.getByText(operation).closest('tr')?.textContent;
    expect(row('Станция изменена')).toContain('Зарядная станцияEVSE93');
    expect(row('Замечена неизвестная станция')).toContain('ТерминалSE-99');
  });

  it('[SEC-007, SEC-010, SEC-022, ENU-625, ENU-626, ENU-627, ENU-645, ENU-647] names sources, links and operations', async () => {
    await open();
    const row = (operation: string) => screen.getByText(operation).closest('tr')?.textContent;
    expect(row('Транзакция зарядной сессии началась (S)')).toContain('Терминал');
    expect(row('Транзакция зарядной сессии началась (S)')).toContain('EVSE134Сессия');
    expect(row('Добавлен инцидент')).toContain('Сервисstations-apiИнцидент');
    expect(row('Роль изменена')).toContain('ПользовательmarinaРольdispatcher');
  });

  it('[SEC-016, SEC-017, SEC-018] filters by several criteria at once', async () => {
    const { user, world } = await open();
    await user.click(screen.getByRole('button', { name: 'Фильтр' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Фильтр' }));
    const search = dialog.getByRole('textbox', { name: 'Источник / Id сессии / связь / описание' });
    expect(search).toBeVisible();
    await user.type(search, 'marina');
    for (const [name, option] of [
      ['Тип источника', 'Терминал'],
      ['Тип связи', 'Роль'],
      ['Операция', 'Роль изменена'],
    ] as const) {
      await user.click(dialog.getByRole('combobox', { name }));
      await user.click(await screen.findByRole('option', { name: option }));
    }
    expect(dialog.getByRole('combobox', { name: 'Организация' })).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'ПРИМЕНЕНИЕ ФИЛЬТРОВ' }));
    expect(await screen.findByText('Данных не найдено')).toBeVisible();
    const asked = lastAsked(world.asked);
    expect(['q', 'source_type', 'link_type', 'operation'].map((name) => asked.get(name))).toEqual([
      'marina',
      'terminal',
      'role',
      'role_changed',
    ]);
  });

  it('[SEC-015, SEC-023] opens an entry with what changed; nothing can be edited', async () => {
    const { user, address } = await open();
    await user.click(screen.getByText('Роль изменена'));
    const pane = within(await screen.findByRole('complementary', { name: 'Роль изменена' }));
    const changes = within(pane.getByRole('table', { name: 'Что изменилось' }));
    const rights = within(changes.getByRole('row', { name: /^rights/ }));
    expect(rights.getByText('tariffs:write')).toBeVisible();
    expect(rights.getByText('sessions:command')).toBeVisible();
    expect(rights.queryByText('stations:read')).toBeNull();
    expect(changes.queryByText('name')).toBeNull();
    expect(pane.getByText('10.14.0.21')).toBeVisible();
    expect(pane.getByRole('region', { name: 'Доп. информация' })).toHaveTextContent('"active_users": 8');
    expect(address()).toMatch(/^\/security-log\?entry=/);
    expect(pane.queryByRole('button', { name: /Изменить|Удалить/ })).toBeNull();
    await user.click(pane.getByRole('button', { name: 'Закрыть' }));
    await waitFor(() => expect(address()).toBe('/security-log'));
  });

  it('[SEC-011] a link opens the thing', async () => {
    const { user, address } = await open();
    await user.click(screen.getByRole('link', { name: 'АвтоДор' }));
    await waitFor(() => expect(address()).toMatch(/^\/organizations\/.+\/info$/));
  });

  it('gives no link to those who may not follow it', async () => {
    renderApp('/security-log', { me: makeMe({ rights: ['security-log:read'] }) });
    await screen.findByText('Роль изменена');
    expect(screen.getByText('АвтоДор')).toBeVisible();
    expect(screen.queryByRole('link', { name: 'АвтоДор' })).toBeNull();
  });
});

describe('Links of the log', () => {
  const id = '01890000-0000-7000-8000-00000000cccc';
  it.each([
    ['user', '/users/'],
    ['station', '/stations/'],
    ['session', '/sessions/'],
    ['organization', '/organizations/'],
    ['payment', '/billing/'],
    ['webhook', '/webhooks/'],
  ])('[SEC-010] a %s has its card', (link_type, path) => {
    expect(linkTarget(makeEntry({ link_type, link_id: id }))?.path).toBe(`${path}${id}`);
  });

  it.each([
    ['tariff', {}, `/tariffs/info?tariff=${id}`],
    ['remote_command', {}, `/commands?command=${id}`],
    ['credential', { user_id: 'u1' }, '/users/u1'],
    ['incident', { station_id: 's1' }, `/incidents?incident=${id}`],
    ['user_group', {}, '/tariffs/userGroups?q=%D0%A2%D0%B0%D0%BA%D1%81%D0%B8'],
    ['station_group', {}, '/tariffs/stationGroups?q=%D0%A2%D0%B0%D0%BA%D1%81%D0%B8'],
    ['credential', {}, undefined],
  ])('[SEC-011] a %s opens what it is about', (link_type, given, path) => {
    expect(
      linkTarget(makeEntry({ link_type, link_id: id, link_label: 'Такси', arguments: given }))?.path,
    ).toBe(path);
  });

  it('[SEC-021] without a thing there is no link', () => {
    expect(linkTarget(makeEntry({ link_type: 'none' }))).toBeNull();
  });

  it('a source is found by its name', () => {
    expect(sourceTarget(makeEntry({ source: 'a b' }))?.path).toBe('/users?q=a+b');
  });
});

describe('What changed', () => {
  it('leaves out what stayed', () => {
    const changes = changesOf({ a: 1, b: [1] }, { a: 1, b: [1, 2], c: null });
    expect(changes.map(({ field }) => field)).toEqual(['b', 'c']);
    expect(listChange(changes[0] as never)).toEqual({ added: [2], removed: [] });
  });
});
