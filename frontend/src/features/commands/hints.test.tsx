import { act, screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { Command } from '@/api/types';
import russian from '@/lib/locales/enums.ru.json';
import { makeCommand, makeConnector, makeMe, makeStation } from '@/testing/factories';
import '@/testing/stationPages';
import { renderApp } from '@/testing/renderApp';

const native = { protocol: 'native', link_protocol: 'native', kind: 'regular' } as const;
const at = (station: ReturnType<typeof makeStation>, commands = new Map<string, Command>()) =>
  renderApp(`/stations/${station.id}/connectors`, { stations: [station], sessions: [], commands });

describe('What a command will do is said before it is sent', () => {
  it('[CMD-023] a start past the server of an operator is not told to it and not paid by the user', async () => {
    const { user } = at(makeStation({ operator: 'wss://ocpp.roaming.example/ws' }));
    await user.click(await screen.findByRole('button', { name: 'Старт' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/не передаётся на OCPP-сервер оператора/)).toBeVisible();
  });

  it('[CMD-023] a station without an operator has nothing to say about one', async () => {
    const { user } = at(makeStation());
    await user.click(await screen.findByRole('button', { name: 'Старт' }));
    expect(within(await screen.findByRole('dialog')).queryByText(/OCPP-сервер оператора/)).toBeNull();
  });

  it.each([
    ['ccs2', /У CCS Combo 2 нет замка/],
    ['type2', /У медленного коннектора со встроенным кабелем замка нет/],
  ] as const)('[CMD-025, CMD-026] an unlocking of %s names latch and voltage', async (type, words) => {
    const { user } = at(makeStation({ ...native, connectors: [makeConnector({ type })] }));
    await user.click(await screen.findByRole('button', { name: 'Удаленные команды' }));
    await user.click(await screen.findByRole('button', { name: /Разблокировать замок/ }));
    const dialog = within(await screen.findByRole('dialog', { name: /Разблокировать замок/ }));
    expect(dialog.getByText(words)).toBeVisible();
    expect(dialog.getByText(/попросит подтвердить команду на своём экране/)).toBeVisible();
  });

  it('[CMD-026] a station that asks on its screen is waited for', async () => {
    const station = makeStation({ ...native, screen: 'EvseCommandConfirmDialog' });
    const command = makeCommand({
      station_id: station.id,
      kind: 'unlock_connector',
      status: 'received',
      result_code: 'scheduled_by_station',
    });
    at(station, new Map([[command.command_id, command]]));
    expect(await screen.findByText('Станция ждёт подтверждения команды на своём экране.')).toBeVisible();
  });

  it('[CMD-032] a connector whose firmware is updated is yellow and says so', async () => {
    const updating = makeConnector({ status: 'updating', software_flags: ['updating'] });
    at(makeStation({ ...native, connectors: [updating] }));
    expect((await screen.findAllByText('Обновление')).length).toBeGreaterThan(0);
    expect(screen.getByText('Обновляется')).toBeVisible();
  });
});

/** RCM-023, in the words of the specification. */
const KINDS = {
  hard_reset: 'Перезапустить системный блок ЭЗС (hard reset)',
  soft_reset: 'Перезапустить приложение на ЭЗС (soft reset)',
  set_out_of_service: 'В режим "Не обслуживает"',
  set_working: 'В рабочий режим',
  activate_station: 'Активировать станцию',
  deactivate_station: 'Деактивировать станцию',
  get_station_log: 'Получить журнал ЭЗС за день (полный лог)',
  remote_authorization: 'Удаленная авторизация',
  start_session: 'Начать зарядную сессию',
  stop_session: 'Завершить зарядную сессию',
  restart_controller: 'Перезагрузить контроллер',
  unlock_connector: 'Разблокировать замок коннектора зарядки',
  emergency_stop: 'Аварийная остановка коннектора',
  sync_controller_time: 'Синхронизация времени контроллера зарядки',
  update_controller_firmware: 'Обновить прошивку контроллера',
  block_connector: 'Заблокировать коннектор',
  unblock_connector: 'Разблокировать коннектор',
  change_station_settings: 'Изменение настроек ЭЗС',
  update_module_controller_firmware: 'Обновить прошивку контроллера модулей',
  restart_module_controller: 'Перезагрузить контроллер модулей',
};

describe('The list of commands', () => {
  it('[RCM-023] names every type as the specification does', () => {
    const plain = (words: string) => words.replaceAll('«', '"').replaceAll('»', '"');
    for (const [kind, words] of Object.entries(KINDS))
      expect(plain(russian.commandKind[kind as keyof typeof KINDS]), kind).toBe(words);
  });

  it('[RCM-004] shows the true status after a press on refresh', async () => {
    const command = makeCommand({ station_number: 'EVSE134', result_code: 'station_offline' });
    const { user, world } = renderApp('/commands', { commands: new Map([[command.command_id, command]]) });
    const table = within(await screen.findByRole('table'));
    expect(await table.findByText('Команда запланирована')).toBeVisible();
    world.commands.set(command.command_id, { ...command, status: 'expired' });
    await user.click(screen.getByRole('button', { name: 'Обновить' }));
    expect(await table.findByText('Срок действия истек')).toBeVisible();
  });

  it('[RCM-026] shows the true status by itself with the refresh period of the user', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    try {
      const command = makeCommand({ station_number: 'EVSE134' });
      const settings = { ...makeMe().settings, auto_refresh_seconds: 5 };
      const { world } = renderApp('/commands', {
        me: makeMe({ settings, rights: ['commands:read'] }),
        commands: new Map([[command.command_id, command]]),
      });
      const table = within(await screen.findByRole('table'));
      expect(await table.findByText('Команда запланирована')).toBeVisible();
      world.commands.set(command.command_id, { ...command, status: 'failed', result_code: 'rejected' });
      await act(() => vi.advanceTimersByTimeAsync(5200));
      expect(await table.findByText('Обработана терминалом с ошибками')).toBeVisible();
    } finally {
      vi.useRealTimers();
    }
  });
});
