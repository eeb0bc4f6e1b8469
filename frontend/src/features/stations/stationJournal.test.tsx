import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { makeStation } from '@/testing/factories';
import '@/testing/stationPages';
import { renderApp } from '@/testing/renderApp';

const station = makeStation({ protocol: 'native', link_protocol: 'native', kind: 'regular' });
const journals = ['2024-12-25', '2024-12-26'].map((day, index) => ({
  day,
  file_name: `${day}_FullLogs.zip`,
  requested_at: '2024-12-27T12:39:57Z',
  size: (index + 1) * 1_000_000,
}));
const open = (kept = journals) =>
  renderApp(`/stations/${station.id}/journal`, {
    stations: [station],
    journals: new Map([[station.id, kept]]),
  });

describe('The journal of a station', () => {
  it('[STN-067, STN-171, STN-172, STN-173, STN-174, STN-175, STN-176] has an archive a day to be downloaded, the oldest first', async () => {
    open();
    expect(await screen.findByRole('link', { name: 'ЖУРНАЛ' })).toHaveAttribute('aria-current', 'page');
    const table = within(await screen.findByRole('table', { name: 'Журнал' }));
    const [, first, second] = table.getAllByRole('row');
    expect(first).toHaveTextContent('2024-12-25_FullLogs.zip');
    expect(first).toHaveTextContent('27.12.2024 15:39:57');
    expect(first).toHaveTextContent(/1,00\sМб/);
    expect(second).toHaveTextContent('2024-12-26_FullLogs.zip');
    const link = table.getByRole('link', { name: 'Скачать 2024-12-25_FullLogs.zip' });
    expect(link).toHaveAttribute('href', `/api/v1/stations/${station.id}/journals/2024-12-25`);
    expect(screen.getAllByRole('button', { name: 'Обновить' }).at(-1)).toBeVisible();
  });

  it('says how archives come when there is none', async () => {
    open([]);
    expect(await screen.findByText('Архивов ещё нет')).toBeVisible();
  });
});
