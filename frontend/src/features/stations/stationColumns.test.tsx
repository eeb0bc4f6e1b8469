import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { makeConnector, makeStation } from '@/testing/factories';
import '@/testing/stationPages';
import { renderApp } from '@/testing/renderApp';

const station = makeStation({
  number: 'EVSE55',
  resulting_power_w: 82_000,
  operating_mode: 'home',
  name: 'Вокзал',
  address: 'Тула, 1',
  serial_number: 'SN-55',
  factory_number: 'FN-55',
  key: 'SE-55-77',
  operator: 'wss://ocpp.roaming.example/ws',
  maker_code: 'ACM',
  firmware_version: '2.5.9125.21',
  software_released_on: '2025-01-16',
  sensors: [{ id: 'th1', temperature_c: 21.4, humidity_percent: 38, at: '2026-11-26T09:00:00Z' }],
  devices: [
    { id: 'cc', kind: 'climate_control', status: 'online' },
    { id: 'ups', kind: 'terminal_power_manager', status: 'off' },
    { id: 'rf', kind: 'rfid_reader', status: 'absent', text: 'no answer' },
  ],
});

/** Title, whether it is shown from the start, and what stands in it. */
const COLUMNS: [title: string, isShown: boolean, text: string | RegExp][] = [
  ['Номер', true, 'EVSE55'],
  ['Лимит мощности', true, /82кВт/],
  ['Коннекторы', true, /./],
  ['Статус', true, /Ок/],
  ['Режим работы', false, 'Домашняя станция'],
  ['Был на связи', true, /сек\.$/],
  ['Наименование', false, 'Вокзал'],
  ['Адрес', true, 'Тула, 1'],
  ['Серийный номер', false, 'SN-55'],
  ['Заводской номер', false, 'FN-55'],
  ['Оператор', false, 'wss://ocpp.roaming.example/ws'],
  ['Ключ станции', false, 'SE-55-77'],
  ['Код производителя', false, 'ACM'],
  ['Версия ПО', false, '2.5.9125.21 (2025-01-16)'],
  ['°C / %', false, /21,4 °C \/ 38 %/],
];

async function openWithAll() {
  localStorage.setItem(
    'sc-columns-stations-marina',
    JSON.stringify({
      shown: Object.fromEntries(
        [
          'operatingMode',
          'name',
          'serialNumber',
          'factoryNumber',
          'operator',
          'key',
          'makerCode',
          'softwareVersion',
          'climate',
          'devices',
        ].map((id) => [id, true]),
      ),
    }),
  );
  renderApp('/stations', { stations: [station] });
  const row = (await screen.findByText('EVSE55')).closest('tr');
  if (!row) throw new Error('no row');
  const titles = screen.getAllByRole('columnheader').map(({ textContent }) => textContent);
  return { row, cell: (title: string) => within(row).getAllByRole('cell')[titles.indexOf(title)] };
}

describe('The columns of the list of stations', () => {
  it('[STN-001, STN-015, STN-017, STN-018, STN-019, STN-020, STN-021, STN-022, STN-023, STN-024, STN-025, STN-026, STN-027] tell the main data of each station', async () => {
    const { cell } = await openWithAll();
    for (const [title, , text] of COLUMNS)
      if (title !== 'Коннекторы') expect(cell(title), title).toHaveTextContent(text);
  });

  it('[STN-017, STN-019, STN-021, STN-022, STN-023, STN-028] show what is hidden only when it is asked for', async () => {
    renderApp('/stations', { stations: [station] });
    await screen.findByText('EVSE55');
    const titles = screen.getAllByRole('columnheader').map(({ textContent }) => textContent);
    for (const [title, isShown] of COLUMNS) expect(titles.includes(title), title).toBe(isShown);
    expect(titles).not.toContain('Устройства');
  });

  it('[STN-028, STN-055, STN-056, STN-057, STN-058, STN-059] have an icon per device in the colour of its status, with its words', async () => {
    const { cell } = await openWithAll();
    const devices = within(cell('Устройства') as HTMLElement);
    const colour = (name: string) => devices.getByRole('img', { name }).style.color;
    expect(colour('Климат-контроль: На связи')).toBe('var(--ok-text)');
    expect(colour('Менеджер управления питанием терминала: Выключено')).toBe('var(--text)');
    expect(colour('RFID-считыватель: Отсутствует. no answer')).toBe('var(--fault-text)');
    expect(devices.getByRole('img', { name: /^Климат-контроль/ })).toHaveAttribute(
      'data-tip',
      'Климат-контроль: На связи',
    );
  });
});

describe('The example rows', () => {
  const example = (number: string, limit: number, powers: number[], logical = 'working') =>
    makeStation({
      number,
      resulting_power_w: limit * 1000,
      logical_status: logical as 'working',
      connectors: powers.map((power, index) =>
        makeConnector({ number: index + 1, max_power_w: power * 1000, available_power_w: power * 1000 }),
      ),
    });

  it('[STN-015, STN-033, STN-060] have one tile per connector with its available power, in the order of addresses', async () => {
    renderApp('/stations', {
      stations: [example('EVSE08', 142, [120, 120, 22]), example('EVSE19', 44, [22, 22], 'client')],
    });
    const row = (await screen.findByText('EVSE08')).closest('tr') as HTMLElement;
    const tiles = within(row).getAllByRole('button', { name: /CCS/ });
    expect(tiles.map(({ textContent }) => /[\d,]+/.exec(textContent)?.[0])).toEqual(['120', '120', '22']);
    expect(within(row).getByText(/142/)).toBeVisible();
    const other = (await screen.findByText('EVSE19')).closest('tr') as HTMLElement;
    expect(within(other).getByText('Клиентский режим')).toBeVisible();
  });

  it('[STN-034, STN-036] colour the icon by the status; a type that was not sent is an exclamation mark', async () => {
    const connectors = [
      makeConnector({ type: 'unknown', status: 'error', controller_status: 'E5' }),
      makeConnector({ number: 2, status: 'available' }),
    ];
    renderApp('/stations', { stations: [makeStation({ connectors })] });
    const tile = async (name: RegExp) => await screen.findByRole('button', { name });
    const wrong = await tile(/^1: .*Ошибка/);
    const right = await tile(/^2: .*Доступен/);
    expect(wrong.querySelectorAll('circle[stroke-dasharray]')).toHaveLength(1);
    expect(right.querySelectorAll('circle[stroke-dasharray]')).toHaveLength(0);
    const colour = (one: HTMLElement) => one.querySelector('svg')?.style.color;
    expect(colour(wrong)).not.toBe(colour(right));
  });
});
