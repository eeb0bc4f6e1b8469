import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeStation } from '@/testing/factories';
import { makeFrames } from '@/testing/protocolSketches';
import { renderApp } from '@/testing/renderApp';

const station = makeStation({ number: 'EVSE210' });
const path = `/stations/${station.id}/protocol`;

class FakeSource extends EventTarget {
  static all: FakeSource[] = [];
  static readonly CLOSED = 2;
  readyState = 1;
  isClosed = false;

  constructor(readonly url: string) {
    super();
    FakeSource.all.push(this);
  }
  close(): void {
    this.isClosed = true;
  }
}

const logStream = () => FakeSource.all.findLast(({ url }) => url.includes('protocol-log'));
const open = () =>
  renderApp(path, { stations: [station], frames: new Map([[station.id, makeFrames(station)]]) });
const rows = () =>
  within(screen.getByRole('table', { name: 'Протокол обмена' }))
    .getAllByRole('row')
    .slice(1);

beforeEach(() => {
  FakeSource.all = [];
  vi.stubGlobal('EventSource', FakeSource);
});
afterEach(() => vi.unstubAllGlobals());

describe('The protocol log of a station', () => {
  it('shows frames with their direction, the newest first, limited to the station', async () => {
    const { world } = open();
    expect(await screen.findAllByText('Heartbeat')).not.toHaveLength(0);
    expect(new URLSearchParams(world.asked.at(-1)).get('station_id')).toBe(station.id);
    expect(new URLSearchParams(world.asked.at(-1)).get('sort')).toBe('-at');
    expect(await screen.findByText('Показаны все: 80')).toBeVisible();
    expect(rows().length).toBeLessThan(80);
    expect(screen.getAllByRole('img', { name: 'К станции' }).length).toBeGreaterThan(0);
  });

  it('follows new frames, and stands still while it is paused', async () => {
    const { user, world } = open();
    await screen.findAllByText('Heartbeat');
    const pass = (action: string) => {
      const [frame] = makeFrames(station, 1);
      const frames = world.frames.get(station.id) ?? [];
      if (frame)
        world.frames.set(station.id, [...frames, { ...frame, action, at: new Date().toISOString() }]);
      act(() => void logStream()?.dispatchEvent(new Event('frame')));
    };
    pass('FirmwareStatusNotification');
    expect(await screen.findByText('FirmwareStatusNotification')).toBeVisible();

    await user.click(screen.getByRole('switch', { name: 'В реальном времени' }));
    expect(await screen.findByRole('switch', { name: 'Приостановлено' })).not.toBeChecked();
    expect(logStream()?.isClosed).toBe(true);
    const before = world.asked.length;
    pass('SecurityEventNotification');
    expect(screen.queryByText('SecurityEventNotification')).toBeNull();
    expect(world.asked.length).toBe(before);

    await user.click(screen.getByRole('switch', { name: 'Приостановлено' }));
    act(() => void logStream()?.dispatchEvent(new Event('resync')));
    expect(await screen.findByText('SecurityEventNotification')).toBeVisible();
  });

  it('shows one direction or the errors with one press', async () => {
    const { user, address } = open();
    await screen.findAllByText('Heartbeat');
    await user.click(screen.getByRole('button', { name: 'К станции' }));
    await waitFor(() => expect(address()).toContain('direction=out'));
    await user.click(screen.getByRole('button', { name: 'Ошибки' }));
    await waitFor(() => expect(address()).toBe(`${path}?message_type=error`));
    expect(await screen.findAllByText('Ошибка')).not.toHaveLength(0);
  });

  it('opens the call with its answer, formatted or as it came, and copies it', async () => {
    const { user } = open();
    const [cell] = await screen.findAllByText('StartTransaction');
    await user.click(cell as HTMLElement);
    const pane = within(await screen.findByRole('complementary', { name: 'StartTransaction' }));
    expect(await pane.findByText(/через 38 мс, Ответ/)).toBeVisible();
    expect(await pane.findByRole('region', { name: 'От станции' })).toHaveTextContent(
      '"meterStart": 3176370',
    );
    await user.click(pane.getByRole('button', { name: 'Как пришло' }));
    expect(pane.getByRole('region', { name: 'К станции' })).toHaveTextContent('"transactionId":1389992');
    await user.click(pane.getByRole('button', { name: 'Скопировать кадр: К станции' }));
    expect(await navigator.clipboard.readText()).toContain('"transactionId":1389992');
    expect(await screen.findByText('Скопировано')).toBeVisible();
  });

  it('[UI-015] is not offered without the right', async () => {
    const { makeMe } = await import('@/testing/factories');
    renderApp(`/stations/${station.id}/info`, {
      stations: [station],
      me: makeMe({ rights: ['stations:read'] }),
    });
    expect(await screen.findByRole('link', { name: 'ИНФО' })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'ПРОТОКОЛ' })).toBeNull();
  });
});
