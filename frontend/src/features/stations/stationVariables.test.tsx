import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { makeMe, makeStation } from '@/testing/factories';
import '@/testing/stationPages';
import { makeVariable } from '@/testing/variableSketches';
import { renderApp } from '@/testing/renderApp';

const v16 = makeStation({ protocol: '1.6', link_protocol: 'ocpp1.6' });
const v201 = makeStation({ protocol: '2.0.1', link_protocol: 'ocpp2.0.1' });
const native = makeStation({ protocol: 'native', link_protocol: 'native', kind: 'regular' });
const open = (station: typeof v16, change: Parameters<typeof renderApp>[1] = {}) =>
  renderApp(`/stations/${station.id}/settings`, { stations: [station], ...change });
const table = async () => within(await screen.findByRole('table', { name: 'Настройки станции' }));

describe('The settings of a station', () => {
  it('are shown as it told them last, and searched', async () => {
    const { user } = open(v16);
    const list = await table();
    expect(await list.findByText('HeartbeatInterval')).toBeVisible();
    const row = within(list.getByText('NumberOfConnectors').closest('tr') as HTMLElement);
    expect(row.getByText('2')).toBeVisible();
    expect(row.getByText('Чтение')).toBeVisible();
    await user.type(screen.getByRole('searchbox'), 'ping');
    await waitFor(() => expect(list.queryByText('HeartbeatInterval')).toBeNull());
    expect(list.getByText('WebSocketPingInterval')).toBeVisible();
  });

  it('are changed by a command that has name and value filled in', async () => {
    const { user, world } = open(v16);
    await (await table()).findByText('HeartbeatInterval');
    await user.click(screen.getByRole('button', { name: 'Действия: Configuration/HeartbeatInterval' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Изменить настройку' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Добавление удалённой команды' }));
    expect(dialog.getByRole('textbox', { name: /Настройка/ })).toHaveValue('HeartbeatInterval');
    const value = dialog.getByRole('textbox', { name: /Значение/ });
    expect(value).toHaveValue('60');
    await user.clear(value);
    await user.type(value, '120');
    await user.click(dialog.getByRole('button', { name: 'ОК' }));
    await waitFor(() =>
      expect([...world.commands.values()][0]).toMatchObject({
        kind: 'set_configuration',
        parameters: { key: 'HeartbeatInterval', value: '120', read_back: true },
      }),
    );
  });

  it('of 2.0.1 are changed at their place', async () => {
    const variable = makeVariable({
      path: 'Connector@1.2/Available',
      component: 'Connector',
      evse_id: 1,
      connector_id: 2,
      variable: 'Available',
      value: 'true',
    });
    const { user, world } = open(v201, { variables: new Map([[v201.id, [variable]]]) });
    expect(await (await table()).findByText('Connector@1.2')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Действия: Connector@1.2/Available' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Изменить настройку' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'ОК' }));
    const place = { component: 'Connector', variable: 'Available', evse_id: 1, connector_id: 2 };
    await waitFor(() =>
      expect([...world.commands.values()][0]).toMatchObject({
        kind: 'set_variables',
        parameters: { variables: [{ ...place, value: 'true' }], read_back: true },
      }),
    );
  });

  it.each([
    ['1.6', v16, 'get_configuration'],
    ['2.0.1', v201, 'get_base_report'],
    ['native', native, 'get_configuration'],
  ] as const)('of a station that speaks %s are asked for in its own words', async (_name, station, kind) => {
    const { user, world } = open(station, { variables: new Map([[station.id, []]]) });
    expect(await screen.findByText('Станция ещё не сообщала настроек')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Прочитать' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'ОК' }));
    await waitFor(() => expect([...world.commands.values()][0]?.kind).toBe(kind));
  });

  it('[UI-015] can only be read by somebody who may not command', async () => {
    open(v16, { me: makeMe({ rights: ['stations:read'] }) });
    expect(await (await table()).findByText('HeartbeatInterval')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Прочитать' })).toBeNull();
    expect(screen.queryByRole('button', { name: /^Действия/ })).toBeNull();
  });
});
