import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { makeConnector, makeMe, makeSession, makeStation } from '@/testing/factories';
import { makeRecord } from '@/testing/recordSketches';
import '@/testing/stationPages';
import { renderApp } from '@/testing/renderApp';

const station = makeStation({
  number: 'EVSE134',
  connectors: [makeConnector(), makeConnector({ number: 2, type: 'gbt' })],
});
const open = (path = 'log', change: Parameters<typeof renderApp>[1] = {}) =>
  renderApp(`/stations/${station.id}/${path}`, { stations: [station], ...change });
const table = async () => within(await screen.findByRole('table', { name: 'Операционный лог' }));

describe('The operation log of a station', () => {
  it('[STN-066] has its tab, the newest first, with type, action and message of each event', async () => {
    const { user, world } = open('info');
    await user.click(await screen.findByRole('link', { name: 'ОПЕР. ЛОГ' }));
    const log = await table();
    const titles = log.getAllByRole('columnheader').map(({ textContent }) => textContent);
    expect(titles).toEqual([
      'Дата создания',
      'Коннектор',
      'Транзакция',
      'Тип события',
      'Тип действия',
      'Сообщение',
    ]);
    const asked = new URLSearchParams(world.asked.at(-1));
    expect([asked.get('station_id'), asked.get('sort')]).toEqual([station.id, '-received_at']);
    expect((await log.findAllByText('Изменение состояния вебсокета'))[0]).toBeVisible();
    expect(log.getAllByText('Ready → InProgress · B → C6')[0]).toBeVisible();
    expect(log.getAllByText(/^Разблокировать замок.*: Обработана терминалом с ошибками$/)[0]).toBeVisible();
    expect(log.getAllByText('1389992')[0]).toBeVisible();
  });

  it('opens the whole message of an event, to be read and copied', async () => {
    const { user } = open();
    const [cell] = await (await table()).findAllByText(/^Разблокировать замок/);
    await user.click(cell as HTMLElement);
    const pane = within(await screen.findByRole('complementary', { name: 'Обработка удаленной команды' }));
    expect(pane.getByText('UnlockFailed')).toBeVisible();
    expect(pane.getByRole('region', { name: 'Сообщение' })).toHaveTextContent('"created_by": "marina"');
    await user.click(pane.getByRole('button', { name: 'Скопировать сообщение' }));
    expect(await navigator.clipboard.readText()).toContain('"result_text": "UnlockFailed"');
  });

  it('is filtered by type and connector', async () => {
    const { user, world } = open();
    await table();
    await user.click(screen.getByRole('button', { name: 'Фильтр' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Фильтр' }));
    await user.click(dialog.getByRole('combobox', { name: 'Тип события' }));
    await user.click(await screen.findByRole('option', { name: 'Транзакция' }));
    await user.click(dialog.getByRole('button', { name: 'ПРИМЕНЕНИЕ ФИЛЬТРОВ' }));
    await waitFor(() => expect(new URLSearchParams(world.asked.at(-1)).get('kind')).toBe('transaction'));
  });

  it('shows a kind that this version does not know as it came, and says when there is nothing', async () => {
    const odd = makeRecord({ station_id: station.id, kind: 'moon_phase', body: {} });
    const { user, world } = open('log', { records: new Map([[station.id, [odd]]]) });
    expect(await (await table()).findByText('moon_phase')).toBeVisible();
    world.records.set(station.id, []);
    // The card has a refresh of its own before that of the list.
    await user.click(screen.getAllByRole('button', { name: 'Обновить' }).at(-1) as HTMLElement);
    expect(await screen.findByText('Событий ещё нет')).toBeVisible();
  });

  it('[UI-015] is not offered without the right', async () => {
    open('connectors', { me: makeMe({ rights: ['stations:read'] }) });
    expect(await screen.findByRole('button', { name: 'Информация о коннекторе' })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'ОПЕР. ЛОГ' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Операционный лог коннектора' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Дамп контроллера' })).toBeNull();
  });
});

describe('The sub-tabs of a connector', () => {
  it('[CON-009] have the operation log of that connector alone', async () => {
    const { user, world, address } = open('connectors?connector=2');
    await user.click(await screen.findByRole('button', { name: 'Операционный лог коннектора' }));
    await waitFor(() => expect(address()).toContain('view=log'));
    const log = await table();
    expect(await log.findAllByText('Available → Error · A → E5 · GroundFailure')).not.toHaveLength(0);
    expect(new URLSearchParams(world.asked.at(-1)).get('connector_number')).toBe('2');
    expect(log.queryByRole('columnheader', { name: 'Коннектор' })).toBeNull();
    expect(screen.getByText('Коннектор #2')).toBeVisible();
  });

  it('[CON-010] have the dump of the session that runs now', async () => {
    const session = makeSession({
      station_id: station.id,
      connector_number: 1,
      is_open: true,
      state: 'active',
      ended_at: null,
    });
    const { user } = open('connectors', { sessions: [session] });
    await user.click(await screen.findByRole('button', { name: 'Дамп контроллера' }));
    await user.click(await screen.findByRole('button', { name: 'START' }));
    expect(await screen.findByRole('region', { name: 'Текст дампа' })).not.toBeEmptyDOMElement();
    await user.click(screen.getByRole('button', { name: /^2 GB\/T/ }));
    expect(await screen.findByText('Сейчас зарядки нет')).toBeVisible();
    expect(screen.queryByRole('region', { name: 'Текст дампа' })).toBeNull();
  });
});
