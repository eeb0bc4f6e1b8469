import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Station } from '@/api/types';
import { makeConnector, makeMe, makeStation } from '@/testing/factories';
import '@/testing/stationPages';
import { renderApp } from '@/testing/renderApp';

const module = (number: number, status: string, place: number | null = null): Station['modules'][number] => ({
  number,
  status,
  voltage_v: place === null ? 0 : 398,
  current_a: place === null ? 0 : 110,
  temperature_c: 39,
  connector_number: place,
});
const station = makeStation({
  protocol: 'native',
  link_protocol: 'native',
  resulting_power_w: 240_000,
  connectors: [
    makeConnector({ number: 1, type: 'ccs2', supply: 'dc', power_w: 87_400 }),
    makeConnector({ number: 2, type: 'gbt', supply: 'dc' }),
    makeConnector({ number: 3, type: 'type2', supply: 'ac' }),
  ],
  modules: [module(1, 'active', 1), module(2, 'active', 1), module(3, 'idle'), module(4, 'error')],
  contactors: [{ name: 'K1', is_closed: true, connector_number: 1 }],
});
const open = (change: Parameters<typeof renderApp>[1] = {}) =>
  renderApp(`/stations/${station.id}/connectors`, { stations: [station], ...change });
const name = /^КМ/;

describe('«КМ», the module controller of a fast station', () => {
  it('[CON-005] is one more card only where the station has modules', async () => {
    const slow = makeStation({ connectors: [makeConnector({ type: 'type2', supply: 'ac' })] });
    renderApp(`/stations/${slow.id}/connectors`, { stations: [slow] });
    expect(await screen.findByRole('button', { name: /^1 Type/ })).toBeVisible();
    expect(screen.queryByRole('button', { name })).toBeNull();
  });

  it('[CON-005, CON-006] shows which modules work for which output, without the sub-tabs of a connector', async () => {
    const { user, address } = open();
    const card = await screen.findByRole('button', { name });
    expect(screen.getByRole('button', { name: 'Информация о коннекторе' })).toBeVisible();
    await user.click(card);
    await waitFor(() => expect(address()).toContain('connector=modules'));
    expect(card).toHaveAttribute('aria-pressed', 'true');
    expect(screen.queryByRole('button', { name: 'Информация о коннекторе' })).toBeNull();
    const modules = within(screen.getByRole('list', { name: 'Модули' })).getAllByRole('listitem');
    expect(modules.map(({ dataset }) => dataset['status'])).toEqual(['active', 'active', 'idle', 'error']);
    expect(modules[0]).toHaveTextContent(/Модуль 1\s*398 В\s+110 А\s*выход 1\s*39 °C/);
    const outputs = within(screen.getByRole('list', { name: 'Выходы' })).getAllByRole('listitem');
    expect(outputs.map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/Выход 1.*модули 1, 2 · K1\s*87,4/) as string,
      expect.stringContaining('Выход 2') as string,
    ]);
    expect(screen.getByText(/отдаётся 87,4 кВт из 240 · модулей в работе 2 из 4/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: /^3 Type2/ }));
    expect(await screen.findByRole('button', { name: 'Информация о коннекторе' })).toBeVisible();
  });

  it('has its two commands', async () => {
    const { user, world } = open();
    await user.click(await screen.findByRole('button', { name }));
    await user.click(screen.getByRole('button', { name: 'Обновить прошивку контроллера модулей' }));
    const form = within(await screen.findByRole('dialog', { name: 'Добавление удалённой команды' }));
    await user.type(form.getByRole('textbox', { name: /Наименование файла/ }), 'Modules.1.4.aes');
    await user.click(form.getByRole('button', { name: 'ОК' }));
    await waitFor(() =>
      expect([...world.commands.values()].at(-1)).toMatchObject({
        kind: 'update_module_controller_firmware',
        connector_number: null,
        parameters: { file_name: 'Modules.1.4.aes' },
      }),
    );
    await user.click(screen.getByRole('button', { name: 'Перезагрузить контроллер модулей' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'ОК' }));
    await waitFor(() => expect([...world.commands.values()].at(-1)?.kind).toBe('restart_module_controller'));
  });

  it('[UI-015] offers no commands to somebody who may not command', async () => {
    const { user } = open({ me: makeMe({ rights: ['stations:read'] }) });
    await user.click(await screen.findByRole('button', { name }));
    expect(screen.queryByRole('button', { name: 'Перезагрузить контроллер модулей' })).toBeNull();
  });
});
