import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { makeConnector, makeId, makeStation } from '@/testing/factories';
import { renderApp } from '@/testing/renderApp';
import { server } from '@/testing/server';
import '@/testing/stationPages';
import { makeUser } from '@/testing/userSketches';
import { choiceOf } from './catalogue';

const names = (entries: readonly { id: string }[]) => entries.map(({ id }) => id);

const native = makeStation({ protocol: 'native', link_protocol: 'native', kind: 'regular' });
const v16 = makeStation();

describe('The choice of commands', () => {
  it('[CMD-008..CMD-014] has the commands of a station in the documented order', () => {
    expect(names(choiceOf({ station: native }).carried).slice(0, 7)).toEqual([
      'hard_reset',
      'soft_reset',
      'out_of_service',
      'working',
      'deactivate',
      'log',
      'authorization',
    ]);
    const off = makeStation({ is_activated: false });
    expect(names(choiceOf({ station: off }).carried)).toContain('activate');
    expect(names(choiceOf({ station: off }).carried)).not.toContain('deactivate');
  });

  it('[CMD-015..CMD-022] has the commands of a connector in the documented order', () => {
    const connector = makeConnector();
    expect(names(choiceOf({ station: native, connector }).carried).slice(0, 8)).toEqual([
      'start',
      'stop',
      'restartController',
      'unlock',
      'emergencyStop',
      'syncTime',
      'controllerFirmware',
      'block',
    ]);
    const blocked = makeConnector({ software_flags: ['blocked'] });
    expect(names(choiceOf({ station: native, connector: blocked }).carried)).toContain('unblock');
  });

  it('goes by what the station speaks now, not by what its card says', () => {
    const changed = makeStation({ protocol: '1.6', link_protocol: 'ocpp2.0.1' });
    expect(names(choiceOf({ station: changed }).carried)).toContain('setVariables');
    expect(names(choiceOf({ station: changed }).others)).toContain('setConfiguration');
  });

  it('says which commands the protocol has no message for, and does not offer them', async () => {
    const { user } = renderApp('/stations', { stations: [v16] });
    await user.click(await screen.findByRole('button', { name: 'Действия: EVSE55' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Отправить удаленную команду' }));
    const dialog = within(await screen.findByRole('dialog', { name: /EVSE55/ }));
    expect(dialog.getByText('Нет в протоколе этой станции (OCPP 1.6):')).toBeVisible();
    expect(dialog.getByRole('button', { name: 'Удаленная авторизация' })).toBeDisabled();
    expect(dialog.getByRole('button', { name: 'Изменить настройку' })).toBeEnabled();
    expect(dialog.getByText('Активных сессий нет')).toBeVisible();
  });

  it('[CMD-001, CMD-002, CMD-003, CMD-012] deactivates after a question that names the consequence', async () => {
    const { user, world } = renderApp(`/stations/${v16.id}/info`, { stations: [v16] });
    await user.click(await screen.findByRole('button', { name: 'Отправить удаленную команду' }));
    await user.click(await screen.findByRole('button', { name: 'Деактивировать станцию' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Деактивировать станцию' }));
    expect(dialog.getByText(/Вы уверены, что хотите отправить команду/)).toBeVisible();
    expect(dialog.getByText(/сообщения об инцидентах отправляться не будут/)).toBeVisible();
    expect(world.commands.size).toBe(0);
    await user.click(dialog.getByRole('button', { name: 'ОК' }));
    await waitFor(() => expect([...world.commands.values()][0]?.kind).toBe('deactivate_station'));
  });

  it('[CMD-004, CMD-005, CMD-013] asks for the day of a log, and an OCPP station where to bring it', async () => {
    const { user, world } = renderApp(`/stations/${v16.id}/info`, { stations: [v16] });
    await user.click(await screen.findByRole('button', { name: 'Отправить удаленную команду' }));
    await user.click(await screen.findByRole('button', { name: /Получить журнал/ }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Добавление удалённой команды' }));
    expect(dialog.getByRole('textbox', { name: /^Тип/ })).toHaveValue(
      'Получить журнал ЭЗС за день (полный лог)',
    );
    expect(dialog.getByRole('heading', { name: 'Параметры' })).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'ОК' }));
    expect(dialog.getAllByText('Обязательное поле').length).toBeGreaterThan(0);
    await user.type(dialog.getByRole('textbox', { name: /Куда загрузить/ }), 'files');
    await user.click(dialog.getByRole('button', { name: 'ОК' }));
    expect(dialog.getByText(/Нужен полный адрес/)).toBeVisible();
    expect(world.commands.size).toBe(0);
  });

  it('[CMD-014] offers for a remote authorisation whoever charges or mends, however many others there are', async () => {
    const { user, world } = renderApp(`/stations/${native.id}/info`, { stations: [native] });
    const users = (prefix: string, role: string, count: number) =>
      Array.from({ length: count }, (_, place) =>
        makeUser({ login: `${prefix}${place}`, roles: [{ id: makeId(), name: role }] }),
      );
    const asked: (string | null)[] = [];
    const pages = [users('office', 'dispatcher', 100), users('driver', 'customer', 1), []];
    server.use(
      http.get('*/api/v1/users', ({ request }) => {
        const { searchParams } = new URL(request.url);
        const place = Number(searchParams.get('cursor') ?? 0);
        asked.push(searchParams.get('q'));
        const items = pages[place] ?? [];
        const next = place < 1 ? String(place + 1) : null;
        return HttpResponse.json({ items, total: 101, total_is_exact: true, next_cursor: next });
      }),
    );
    await user.click(await screen.findByRole('button', { name: 'Отправить удаленную команду' }));
    await user.click(await screen.findByRole('button', { name: 'Удаленная авторизация' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Добавление удалённой команды' }));
    await user.type(dialog.getByRole('combobox', { name: /Пользователь/ }), 'driver');
    await waitFor(() => expect(asked).toContain('driver'));
    await user.click(await screen.findByRole('option', { name: /driver0/ }));
    expect(screen.queryByRole('option', { name: /office/ })).toBeNull();
    await user.click(dialog.getByRole('button', { name: 'ОК' }));
    await waitFor(() => expect([...world.commands.values()][0]?.kind).toBe('remote_authorization'));
  });

  it('[CMD-006, CMD-007, CMD-021, CMD-030, CMD-031] asks for the file of a controller firmware', async () => {
    const station = makeStation({
      ...native,
      connectors: [makeConnector({ number: 3, type: 'gbt' })],
    });
    const { user, world } = renderApp(`/stations/${station.id}/connectors`, { stations: [station] });
    await user.click(await screen.findByRole('button', { name: 'Удаленные команды' }));
    await user.click(await screen.findByRole('button', { name: 'Обновить прошивку контроллера' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Добавление удалённой команды' }));
    const name = dialog.getByRole('textbox', { name: /Наименование файла прошивки/ });
    await user.type(name, 'AC_Controller');
    await user.click(dialog.getByRole('button', { name: 'ОК' }));
    expect(dialog.getByText(/с расширением и без папки/)).toBeVisible();
    await user.type(name, '.2.6.r13.aes');
    await user.click(dialog.getByRole('combobox', { name: /Тип файла прошивки/ }));
    await user.click(await screen.findByRole('option', { name: 'Прошивка для CAN-2/RS485-1' }));
    await user.click(dialog.getByRole('button', { name: 'ОК' }));
    await waitFor(() =>
      expect([...world.commands.values()][0]).toMatchObject({
        kind: 'update_controller_firmware',
        connector_number: 3,
        parameters: { file_name: 'AC_Controller.2.6.r13.aes', file_type: 'can2_rs485' },
      }),
    );
  });
});
