import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Station } from '@/api/types';
import { makeStation } from '@/testing/factories';
import { makeReadings } from '@/testing/readingSketches';
import '@/testing/stationPages';
import { renderApp } from '@/testing/renderApp';

const at = '2026-11-24T09:04:28Z';
const sensor = (
  id: string,
  zone: string | null,
  celsius: number | null,
  percent: number | null = null,
): Station['sensors'][number] => ({
  id,
  kind: 'temperature_humidity_sensor',
  zone,
  temperature_c: celsius,
  humidity_percent: percent,
  is_triggered: null,
  at,
});
const station = makeStation({
  protocol: 'native',
  link_protocol: 'native',
  climate: { status: 'cooling', main_relay_is_closed: true, heater_is_on: false, fan_is_on: null, at },
  sensors: [
    sensor('th2', 'internal', 31.8, 22),
    sensor('th1', 'front', 21.4, 38),
    sensor('smoke', null, null),
  ],
});
const steps = ['th1', 'th2'].flatMap((id) =>
  [0, 1].map((hour) => ({
    at: new Date(Date.now() - hour * 3_600_000).toISOString(),
    sensor_id: id,
    temperature_c: 20 + hour,
    humidity_percent: id === 'th1' ? 40 : null,
  })),
);
const readings = new Map([[station.id, { ...makeReadings(), sensors: steps }]]);
const valueOf = (label: string) => screen.getByText(label, { selector: 'dt' }).nextElementSibling;

describe('The tab «Климат контроль»', () => {
  it('[STN-064] is there only where the station has the device of that name', async () => {
    const plain = makeStation({ number: 'EVSE1' });
    renderApp(`/stations/${plain.id}/info`, { stations: [plain] });
    expect(await screen.findByRole('link', { name: 'КОННЕКТОРЫ' })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'КЛИМАТ КОНТРОЛЬ' })).toBeNull();
  });

  it('[STN-064] stands after the connectors, with state and readings zone by zone', async () => {
    const { user } = renderApp(`/stations/${station.id}/info`, { stations: [station], readings });
    await user.click(await screen.findByRole('link', { name: 'КЛИМАТ КОНТРОЛЬ' }));
    const zone = within(await screen.findByRole('listitem', { name: 'Передняя' }));
    const [tabs] = screen.getAllByRole('navigation', { name: 'Разделы карточки' });
    expect(within(tabs as HTMLElement).getAllByRole('link')[2]).toHaveTextContent('КЛИМАТ КОНТРОЛЬ');
    expect(zone.getByText('активная')).toBeVisible();
    expect(zone.getByText('21,4')).toBeVisible();
    expect(zone.getByText('38')).toBeVisible();
    const inner = within(screen.getByRole('listitem', { name: 'Внутренняя' }));
    expect(inner.getByText('для сведения')).toBeVisible();
    expect(screen.queryByRole('listitem', { name: 'smoke' })).toBeNull();
    expect(valueOf('Статус')).toHaveTextContent('Вентиляция');
    expect(valueOf('Главное реле')).toHaveTextContent('включено');
    expect(valueOf('Обогрев')).toHaveTextContent('выключено');
    expect(valueOf('Вентиляторы')).toBeEmptyDOMElement();
    expect(valueOf('Последние показания')).toHaveTextContent('24.11.2026 12:04:28');
    await waitFor(() =>
      expect(screen.getByRole('heading', { name: 'Температура за трое суток' })).toBeVisible(),
    );
    expect(screen.getByText('Внутренняя, °C')).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Влажность за трое суток' })).toBeVisible();
    expect(screen.queryByText('Внутренняя, %')).toBeNull();
  });

  it('says what is not there', async () => {
    const device = { id: 'climate', kind: 'climate_control', name: null, status: 'online', text: null };
    const silent = makeStation({ devices: [device] });
    renderApp(`/stations/${silent.id}/climate`, { stations: [silent] });
    expect(await screen.findByText('Датчиков температуры и влажности нет')).toBeVisible();
    expect(screen.getByText('Показ настроек пока не поддерживается станцией')).toBeVisible();
  });
});
