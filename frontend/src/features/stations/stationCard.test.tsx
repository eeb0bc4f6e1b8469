import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { makeConnector, makeSession, makeStation } from '@/testing/factories';
import { makeReadings } from '@/testing/readingSketches';
import '@/testing/stationPages';
import { renderApp } from '@/testing/renderApp';

const connector = makeConnector({
  number: 2,
  name: 'Левый',
  type: 'gbt',
  max_power_w: 60_000,
  hardware_limit_a: 200,
  software_flags: ['blocked', 'updating'],
  hardware_flags: ['input', 'connector_locked'],
  configuration_flags: ['ignore_ev_connected'],
  start_flags: ['LongPrecharge', 'NoLock'],
  synchronized_at: '2024-11-03T14:00:07Z',
  built_at: '2024-10-07T14:02:02Z',
});
const station = makeStation({
  number: 'EVSE11',
  name: 'Вокзал',
  operator: 'wss://ocpp.roaming.example/ws',
  external_meter_wh: 15_261_200,
  screen: 'MainMenuPV',
  restart: { cause: 'power_loss', at: '2026-11-25T10:00:00Z', counters: { update: 1, power_loss: 3 } },
  power_strategy: 'equal',
  connectors: [makeConnector(), connector],
});
const card = (path: string) => renderApp(`/stations/${station.id}/${path}`, { stations: [station] });
const field = async (label: string) => {
  const term = await screen.findByText(label, { selector: 'dt' });
  return term.nextElementSibling as HTMLElement;
};

describe('The card of a station', () => {
  it('[STN-061, STN-062, STN-063, STN-065, STN-070, STN-071, STN-072, STN-073] has its path, its tabs and its buttons in order', async () => {
    const { user, world } = card('info');
    const path = within(await screen.findByRole('banner'));
    expect(await path.findByRole('link', { name: 'Зарядные станции' })).toBeVisible();
    expect(await path.findByText('EVSE11')).toBeVisible();
    await screen.findByRole('link', { name: 'ИНФО' });
    const tabs = ['ИНФО', 'КОННЕКТОРЫ', 'СЕССИИ'].map((name) => screen.getByRole('link', { name }));
    for (const [index, tab] of tabs.entries())
      if (index > 0)
        expect(tabs[index - 1]?.compareDocumentPosition(tab)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    const buttons = ['Копировать станцию', 'Изменить станцию', 'Отправить удаленную команду'].map((name) =>
      screen.getByRole('button', { name }),
    );
    expect(buttons[0]?.compareDocumentPosition(buttons[1] as Node)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(buttons[1]?.compareDocumentPosition(buttons[2] as Node)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    const [shown] = world.stations;
    if (shown) world.stations = [{ ...shown, name: 'Порт', revision: 2 }];
    await user.click(screen.getByRole('button', { name: /^Обновить/ }));
    expect(await screen.findAllByText('Порт')).not.toHaveLength(0);
  });

  it('[DIR-087] names its organisation with its number, as a link to its card', async () => {
    card('info');
    const link = await screen.findByRole('link', { name: 'ООО «Север-Энерго» (40000000000001)' });
    expect(link).toHaveAttribute('href', `/organizations/${station.organization_id}`);
  });

  it('[STN-083, STN-097, STN-111, STN-114, STN-115, STN-116] tells meter, screen, strategy and restarts in words', async () => {
    card('info');
    expect(await field('Показания внешнего счетчика, кВт·ч')).toHaveTextContent(/15\s261,20/);
    expect(await field('Стратегия распределения мощности')).toHaveTextContent('Равномерно');
    const name = within(await field('Текущий экран')).getByText('MainMenuPV');
    expect(name).toHaveAttribute('data-tip', 'Главное меню');
    expect(await field('Тип последней перезагрузки станции')).toHaveTextContent('Потеря питания');
    expect(await field('Последняя перезагрузка')).toHaveTextContent('25.11.2026 13:00:00');
    const shares = within(screen.getByRole('figure'));
    expect(shares.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'Потеря питания3 (75 %)',
      'Обновление ПО1 (25 %)',
    ]);
  });
});

describe('The charts of a station', () => {
  const titles = ['Температура и влажность за 72 часа', 'Внешний счётчик за 72 часа'];
  const shown = () => titles.filter((title) => screen.queryByRole('heading', { name: title }));

  it.each([
    ['[STN-117] temperature and humidity only with a sensor', { climate: true }, titles.slice(0, 1)],
    ['[STN-118] the external meter only where there is one', { meter: true }, titles.slice(1)],
    ['[STN-117, STN-118] none without either', {}, []],
  ])('show %s', async (_name, told, expected) => {
    const readings = new Map([[station.id, makeReadings(told)]]);
    renderApp(`/stations/${station.id}/info`, { stations: [station], readings });
    await field('Показания внешнего счетчика, кВт·ч');
    await waitFor(() => expect(shown()).toEqual(expected));
  });
});

describe('What a connector delivers now', () => {
  it('[CON-022] tells the watt-hours of the session that runs', async () => {
    const running = makeSession({
      station_id: station.id,
      connector_number: 1,
      is_open: true,
      state: 'active',
      ended_at: null,
      energy_wh: 7810,
    });
    renderApp(`/stations/${station.id}/connectors`, { stations: [station], sessions: [running] });
    expect(await field('Ватт-часы текущей сессии')).toHaveTextContent(/^7\s810$/);
  });
});

describe('The tab of connectors', () => {
  it('[CON-001, CON-002, CON-007] shows the first connector, and the one that is pressed', async () => {
    const { user, address } = card('connectors');
    const first = await screen.findByRole('button', { name: /^1 CCS/ });
    expect(first).toHaveAttribute('aria-pressed', 'true');
    expect(await field('Адрес')).toHaveTextContent('1');
    await user.click(screen.getByRole('button', { name: /^2 GB\/T/ }));
    await waitFor(() => expect(address()).toContain('connector=2'));
    expect(await field('Адрес')).toHaveTextContent('2');
    expect(screen.getByRole('button', { name: /^2 GB\/T/ })).toHaveAttribute('aria-pressed', 'true');
  });

  it('[CON-020, CON-021, CON-023, CON-024, CON-025, CON-026, CON-027, CON-032, CON-033, CON-034, CON-035, CON-036] tells limits, flags and dates in words', async () => {
    card('connectors?connector=2');
    expect(await field('Аппаратное ограничение')).toHaveTextContent('200 А');
    expect(await field('Ограничение мощности из конфигурации ЭЗС, Вт')).toHaveTextContent(/60\s000/);
    expect(await field('Программные флаги состояния')).toHaveTextContent('Заблокирован;Обновляется');
    expect(await field('Аппаратные флаги контроллера')).toHaveTextContent(
      'Есть напряжение на входе;Коннектор заблокирован',
    );
    expect(await field('Флаги коннектора из конфигурации ЭЗС')).toHaveTextContent(
      'Игнорировать флаг EV_Connected',
    );
    expect(await field('Флаги команды запуска из конфигурации ЭЗС')).toHaveTextContent(
      'LongPrecharge;NoLock',
    );
    expect(await field('Последнее синхронизированное время на контроллере')).toHaveTextContent(
      '03.11.2024 17:00:07',
    );
    expect(await field('Дата сборки')).toHaveTextContent('07.10.2024 17:02:02');
  });

  it('[CON-006, CON-008, CON-057, CON-058, SES-061, SES-062, SES-064] lists the sessions of the chosen connector only', async () => {
    const one = { station_id: station.id, station_number: 'EVSE11' };
    const { user, world, address } = renderApp(`/stations/${station.id}/connectors?connector=2`, {
      stations: [station],
      sessions: [makeSession({ ...one, connector_number: 2 })],
    });
    await user.click(await screen.findByRole('button', { name: 'Сессии коннектора' }));
    await waitFor(() => expect(address()).toContain('view=sessions'));
    const table = await screen.findByRole('table');
    expect(await screen.findByText('Коннектор #2')).toBeVisible();
    const query = new URLSearchParams(world.asked.findLast((text) => text.includes('connector_number')));
    expect(query.get('connector_number')).toBe('2');
    expect(query.get('station_id')).toBe(station.id);
    expect(query.get('sort')).toBe('-started_at');
    const titles = within(table)
      .getAllByRole('columnheader')
      .map(({ textContent }) => textContent);
    expect(titles).not.toContain('Номер ЭЗС');
    expect(titles).not.toContain('Номер');
  });

  it('shows what the connector has said before, with the codes of a fault', async () => {
    const { user } = card('connectors?connector=2');
    await user.click(await screen.findByRole('button', { name: 'История статусов' }));
    const table = within(await screen.findByRole('table', { name: 'История статусов коннектора' }));
    expect(await table.findByText('GroundFailure, 0x0056')).toBeVisible();
    expect(table.getByRole('cell', { name: 'Ошибка' })).toBeVisible();
    expect(table.getByText('C6', { exact: false })).toBeVisible();
    expect(screen.getByText('Коннектор #2')).toBeVisible();
  });

  it('[CON-004] has an exclamation mark in place of a type that the station has not sent', async () => {
    const unknown = makeStation({
      connectors: [makeConnector({ type: 'unknown' }), makeConnector({ number: 2 })],
    });
    renderApp(`/stations/${unknown.id}/connectors`, { stations: [unknown] });
    const marks = async (name: RegExp) =>
      (await screen.findByRole('button', { name })).querySelectorAll('circle[stroke-dasharray]');
    expect(await marks(/^1 /)).toHaveLength(1);
    expect(await marks(/^2 /)).toHaveLength(0);
  });

  it('[CMD-027, CMD-028] says how a connector leaves its emergency stop', async () => {
    const stopped = makeStation({
      connectors: [makeConnector({ status: 'emergency_stopped', controller_status: 'E9' })],
    });
    renderApp(`/stations/${stopped.id}/connectors`, { stations: [stopped] });
    expect(await screen.findByText(/«Перезагрузить контроллер» или кнопка на самой станции/)).toBeVisible();
    expect(screen.getAllByText('Авар. отключен')).not.toHaveLength(0);
  });
});
