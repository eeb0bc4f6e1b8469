import { screen, within } from '@testing-library/react';
import { http } from 'msw';
import { describe, expect, it } from 'vitest';
import { problem } from '@/testing/answers';
import { makeConnector, makeSession, makeStation } from '@/testing/factories';
import '@/testing/stationPages';
import { renderApp } from '@/testing/renderApp';
import { server } from '@/testing/server';

const station = makeStation({ connectors: [makeConnector()] });
const session = makeSession({ station_id: station.id, connector_number: 1 });
/** The sessions cannot be had, until the test says so. */
function breakSessions(): void {
  server.use(http.get('*/api/v1/sessions', () => problem(500, 'internal_error')));
}

describe('When the sessions of a connector cannot be had', () => {
  it('its window says so and tries again', async () => {
    const { user } = renderApp('/stations', { stations: [station], sessions: [session] });
    const tile = await screen.findByRole('button', { name: /^1: CCS2/ });
    breakSessions();
    await user.click(tile);
    const dialog = within(await screen.findByRole('dialog', { name: 'Данные сессии (1)' }));
    expect(await dialog.findByRole('button', { name: 'Повторить' })).toBeVisible();
    expect(dialog.queryByText('У коннектора ещё не было сессий!')).toBeNull();
  });

  it.each([
    ['its present', 'connectors'],
    ['its dump', 'connectors?view=dump'],
  ])('%s says so and tries again', async (_name, path) => {
    renderApp(`/stations/${station.id}/${path}`, { stations: [station], sessions: [] });
    breakSessions();
    expect(await screen.findByRole('button', { name: 'Повторить' })).toBeVisible();
    expect(screen.queryByText('Сейчас зарядки нет')).toBeNull();
  });
});
