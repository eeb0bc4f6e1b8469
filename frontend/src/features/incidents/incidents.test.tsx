import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { makeMe, makeStation } from '@/testing/factories';
import { makeIncident } from '@/testing/incidentSketches';
import '@/testing/stationPages';
import { renderApp } from '@/testing/renderApp';

const table = () => screen.findByRole('table', { name: 'Инциденты' });
const rows = async () =>
  within(await table())
    .getAllByRole('row')
    .slice(1);
const row = async (text: string | RegExp) => {
  const found = (await rows()).find((one) => within(one).queryAllByText(text).length > 0);
  if (!found) throw new Error(`no row of ${String(text)}`);
  return within(found);
};

describe('Incidents', () => {
  it('are listed, the newest first, with what is wrong, where, how bad and since when', async () => {
    const { world } = renderApp('/incidents');
    await screen.findByText('Isolation monitor tripped', { exact: false, selector: 'tr:first-child *' });
    expect(new URLSearchParams(world.asked.at(-1)).get('sort')).toBe('-opened_at');
    const first = await row('EVSE201');
    expect(first.getByText('Часы станции неверны')).toBeVisible();
    expect(first.getByRole('img', { name: 'Предупреждение' })).toBeVisible();
    expect(first.getByText('Часы станции отстают на 3 ч.')).toBeVisible();
    expect(first.getByText('Открыт')).toBeVisible();
    expect((await row('EVSE140')).getByText('7 подключений за минуту')).toBeVisible();
    expect((await row('EVSE25')).getByText('3 команды остались без ответа')).toBeVisible();
    expect((await row('EVSE25')).getByText('Закрыт')).toBeVisible();
    expect((await row('EVSE25')).getByText('35 мин.')).toBeVisible();
    expect((await row('EVSE77')).getByText('Датчик дыма')).toBeVisible();
  });

  it('that are open are shown with one press, and a kind by the filter', async () => {
    const { user, address, world } = renderApp('/incidents');
    await table();
    await user.click(await screen.findByRole('button', { name: 'Открытые' }));
    await waitFor(() => expect(address()).toBe('/incidents?is_open=true'));
    await waitFor(() => expect(screen.queryByText('Закрыт', { selector: 'td *' })).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Фильтр' }));
    const filter = within(await screen.findByRole('dialog'));
    await user.click(filter.getByRole('combobox', { name: 'Инцидент' }));
    await user.click(await screen.findByRole('option', { name: 'Соединение рвётся' }));
    await user.click(filter.getByRole('button', { name: 'ПРИМЕНЕНИЕ ФИЛЬТРОВ' }));
    await waitFor(async () => expect(await rows()).toHaveLength(1));
    expect(new URLSearchParams(world.asked.at(-1)).get('kind')).toBe('flapping_connection');
  });

  it('open beside the list: what the station said, how often before, the way to station and protocol', async () => {
    const { user, world } = renderApp('/incidents');
    const [cell] = await screen.findAllByText('EVSE46');
    await user.click(cell as HTMLElement);
    const pane = within(await screen.findByRole('complementary', { name: /EVSE46/ }));
    expect(pane.getByText('GroundFailure')).toBeVisible();
    expect(pane.getByText('Авария')).toBeVisible();
    const id = world.stations.find(({ number }) => number === 'EVSE46')?.id;
    expect(pane.getByRole('link', { name: 'EVSE46' })).toHaveAttribute('href', `/stations/${id}/info`);
    expect(pane.getByRole('link', { name: 'Протокол обмена за этот день' })).toHaveAttribute(
      'href',
      expect.stringMatching(new RegExp(`^/stations/${id}/protocol\\?from=\\d{4}-\\d\\d-\\d\\d&to=`)),
    );
    const before = within(await pane.findByRole('list', { name: 'Там же раньше и позже' }));
    const [now, earlier] = before.getAllByRole('button');
    expect(now).toHaveAttribute('aria-current', 'true');
    await user.click(earlier as HTMLElement);
    expect(
      await within(await screen.findByRole('complementary', { name: /EVSE46/ })).findByText('Закрыт', {
        selector: 'dd *',
      }),
    ).toBeVisible();
  });

  it('become fresh by a hint of the server', async () => {
    const { world, queryClient } = renderApp('/incidents');
    await screen.findAllByText('EVSE46');
    world.incidents = [makeIncident({ station_number: 'EVSE999' }), ...world.incidents];
    act(() => void queryClient.invalidateQueries({ queryKey: ['incidents'] }));
    expect(await screen.findByText('EVSE999')).toBeVisible();
  });

  it('say so when there are none', async () => {
    renderApp('/incidents', { incidents: [] });
    expect(await screen.findByText('Инцидентов нет')).toBeVisible();
  });
});

describe('Incidents of a station', () => {
  const station = makeStation({ number: 'EVSE300' });
  const wrong = makeIncident({ station_id: station.id, station_number: 'EVSE300', connector_number: 2 });
  const world = { stations: [station], incidents: [wrong, makeIncident()] };

  it('that are open stand over its card and its protocol, and lead to the tab', async () => {
    const { user, address } = renderApp(`/stations/${station.id}/protocol`, world);
    const strip = within(await screen.findByRole('navigation', { name: 'Открытые инциденты' }));
    await user.click(strip.getByRole('link', { name: /Неисправность коннектора · коннектор 2/ }));
    await waitFor(() => expect(address()).toBe(`/stations/${station.id}/incidents?incident=${wrong.id}`));
    expect(await screen.findByRole('complementary', { name: /EVSE300/ })).toBeVisible();
    expect(await rows()).toHaveLength(1);
    expect(screen.queryByRole('navigation', { name: 'Открытые инциденты' })).toBeNull();
  });

  it('are not offered without the right', async () => {
    renderApp(`/stations/${station.id}/info`, { ...world, me: makeMe({ rights: ['stations:read'] }) });
    expect(await screen.findByRole('link', { name: 'ИНФО' })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'ИНЦИДЕНТЫ' })).toBeNull();
    expect(screen.queryByRole('navigation', { name: 'Открытые инциденты' })).toBeNull();
  });
});
