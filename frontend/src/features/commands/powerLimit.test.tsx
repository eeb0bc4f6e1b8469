import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { makeCommand, makeConnector, makeMe, makeStation } from '@/testing/factories';
import { renderApp } from '@/testing/renderApp';
import { server } from '@/testing/server';

const own = (number: number, kw: number, a: number) =>
  makeConnector({
    number,
    type: number === 4 ? 'type2' : 'gbt',
    hardware_limit_a: a,
    max_power_w: kw * 1000,
    available_power_w: kw * 1000,
    unlimited_power_w: kw * 1000,
  });

const station = makeStation({
  number: 'EVSE08',
  protocol: 'native',
  link_protocol: 'native',
  power_limit_w: 142_000,
  resulting_power_w: 142_000,
  unlimited_power_w: 142_000,
  connectors: [own(1, 90, 100), own(2, 60, 200), own(3, 90, 200), own(4, 22, 32)],
});

async function open(change: Partial<typeof station> = {}) {
  const app = renderApp('/stations', { stations: [{ ...station, ...change }] });
  await app.user.click(await screen.findByRole('button', { name: /^Лимит мощности: 142 кВт/ }));
  const dialog = within(
    await screen.findByRole('dialog', { name: 'Установка ограничения мощности (EVSE08)' }),
  );
  return { ...app, dialog };
}

const row = (dialog: Awaited<ReturnType<typeof open>>['dialog'], name: RegExp) =>
  dialog.getByRole('row', { name }).textContent.replace(/\s/g, ' ');

describe('The window of the power limit', () => {
  it('[STN-014, PWR-002, PWR-004, PWR-005, PWR-006, PWR-008, PWR-009, PWR-011] shows the station, then its connectors', async () => {
    const { dialog } = await open();
    const rows = dialog.getAllByRole('row').slice(1);
    expect(rows.map((one) => one.querySelector('th')?.textContent)).toEqual([
      'Станция',
      '1: GB/T',
      '2: GB/T',
      '3: GB/T',
      '4: Type2',
    ]);
    expect(row(dialog, /Станция/)).toMatch(/142кВт.*142кВт/);
    expect(row(dialog, /1: GB\/T/)).toMatch(/100А.*90кВт/);
    expect(row(dialog, /4: Type2/)).toMatch(/32А.*22кВт/);
    expect(dialog.queryByText(/Изменено/)).toBeNull();
  });

  it('[PWR-010, PWR-012] shows limits that were set, and who set them', async () => {
    const { dialog } = await open({
      user_limit_w: 120_000,
      limits_changed_by: 'marina',
      limits_changed_at: '2026-01-23T17:12:31Z',
    });
    expect(dialog.getByRole('textbox', { name: 'Лимит (польз.): Станция' })).toHaveValue('120');
    expect(dialog.getByRole('textbox', { name: 'Лимит (польз.): 1: GB/T' })).toHaveValue('');
    expect(dialog.getByText('Изменено: marina (23.01.2026 20:12:31)')).toBeVisible();
  });

  it('[PWR-003] warns while a car is charging', async () => {
    const [first, ...others] = station.connectors;
    const charging = { ...(first as (typeof others)[number]), transaction_number: '77' };
    const { dialog } = await open({ connectors: [charging, ...others] });
    expect(dialog.getByText(/На станции идёт зарядка/)).toBeVisible();
  });

  it('[PWR-007, PWR-021, PWR-022] points at a limit that would not apply and does not send it', async () => {
    const { user, dialog, world } = await open();
    const field = dialog.getByRole('textbox', { name: 'Лимит (польз.): 2: GB/T' });
    await user.type(field, '75');
    expect(dialog.getByText('Нужно меньше 60 кВт, не применится')).toBeVisible();
    expect(dialog.getByRole('button', { name: 'ОТПРАВИТЬ УДАЛЕННУЮ КОМАНДУ' })).toBeDisabled();
    await user.clear(field);
    await user.type(field, '0');
    expect(dialog.getByText('Больше нуля')).toBeVisible();
    expect(world.commands.size).toBe(0);
  });

  it('[PWR-013, PWR-014, PWR-024, PWR-025, PWR-026] sends all limits as one command and leads to the commands', async () => {
    const { user, dialog, world } = await open();
    await user.type(dialog.getByRole('textbox', { name: 'Лимит (польз.): Станция' }), '120,5');
    await user.type(dialog.getByRole('textbox', { name: 'Лимит (польз.): 1: GB/T' }), '88');
    await user.click(dialog.getByRole('button', { name: 'ОТПРАВИТЬ УДАЛЕННУЮ КОМАНДУ' }));
    expect(
      await screen.findByText('Удаленная команда 13 создана и отправлена на Зарядную станцию EVSE08'),
    ).toBeVisible();
    expect(screen.getByText(/Отправлена — ещё не выполнена/)).toBeVisible();
    expect([...world.commands.values()]).toEqual([
      expect.objectContaining({
        kind: 'change_station_settings',
        connector_number: null,
        parameters: { power_limit_w: 120_500, connectors: [{ number: 1, power_limit_w: 88_000 }] },
      }),
    ]);
    expect(screen.getByRole('link', { name: 'Удаленные команды' })).toHaveAttribute('href', '/commands');
    await user.click(screen.getByRole('button', { name: 'ЗАКРЫТЬ' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('[PWR-027, PWR-028] says that a station that is away will get it later', async () => {
    const { user, dialog } = await open({ is_connected: false });
    await user.type(dialog.getByRole('textbox', { name: 'Лимит (польз.): Станция' }), '120');
    await user.click(dialog.getByRole('button', { name: 'ОТПРАВИТЬ УДАЛЕННУЮ КОМАНДУ' }));
    expect(await screen.findByText(/13 создана, но не отправлена: нет связи/)).toBeVisible();
    expect(screen.getAllByText('Команда запланирована').length).toBeGreaterThan(0);
  });

  it('[PWR-023] takes a limit away when its field is emptied', async () => {
    const { user, dialog, world } = await open({ user_limit_w: 120_000 });
    await user.clear(dialog.getByRole('textbox', { name: 'Лимит (польз.): Станция' }));
    await user.click(dialog.getByRole('button', { name: 'ОТПРАВИТЬ УДАЛЕННУЮ КОМАНДУ' }));
    await waitFor(() => expect([...world.commands.values()][0]?.parameters).toEqual({}));
  });

  it('is a plain value for somebody who may not command', async () => {
    const me = makeMe({ rights: ['stations:read'] });
    renderApp('/stations', { stations: [station], me });
    expect(await screen.findByText('EVSE08')).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Лимит мощности/ })).toBeNull();
  });
});

describe('A command to a station that is away', () => {
  it('[CMD-036] says so at once', async () => {
    const { user } = renderApp('/stations', { stations: [{ ...station, is_connected: false }] });
    server.use(
      http.post('*/api/v1/commands', () =>
        HttpResponse.json(
          makeCommand({ number: 13, station_number: 'EVSE08', result_code: 'station_offline' }),
          {
            status: 202,
          },
        ),
      ),
    );
    await user.click(await screen.findByRole('button', { name: 'Действия: EVSE08' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Отправить удаленную команду' }));
    const choice = within(await screen.findByRole('dialog', { name: /EVSE08/ }));
    expect(choice.getByText('Нет связи с ЭЗС EVSE08: команда будет ждать 150 секунд.')).toBeVisible();
    await user.click(choice.getByRole('button', { name: /soft reset/ }));
    await user.click(await screen.findByRole('button', { name: 'ОК' }));
    expect(await screen.findByText(/создана, но не отправлена: нет связи/)).toBeVisible();
  });
});
