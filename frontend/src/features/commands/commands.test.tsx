import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { makeCommand, makeConnector, makeMe, makeStation } from '@/testing/factories';
import { renderApp } from '@/testing/renderApp';
import type { Command } from '@/api/types';
import { server } from '@/testing/server';
import { stepsOf } from './steps';

const free = makeStation({ connectors: [makeConnector()] });
const charging = makeStation({
  connectors: [makeConnector({ status: 'in_progress', controller_status: 'C6', transaction_number: '17' })],
});

describe('Steps of a command', () => {
  const states = (change: Partial<Command>) =>
    stepsOf(makeCommand(change)).map(({ name, state }) => `${name} ${state}`);
  const at = '2026-11-24T09:00:00Z';

  it('[CMD-040, CMD-041] wait for the next one', () => {
    expect(states({})).toEqual(['scheduled done', 'received waiting', 'processed ahead', 'seen ahead']);
    expect(states({ status: 'received', delivered_at: at })[2]).toBe('processed waiting');
  });

  it('[CMD-042] end when the effect is seen', () => {
    const done: Partial<Command> = {
      status: 'succeeded',
      delivered_at: at,
      answered_at: at,
      observed_at: at,
    };
    expect(states(done)).toEqual(['scheduled done', 'received done', 'processed done', 'seen done']);
  });

  it('[CMD-043] end grey when the station did not come in time', () => {
    expect(states({ status: 'expired' })).toEqual([
      'scheduled done',
      'expired expired',
      'processed ahead',
      'seen ahead',
    ]);
  });

  it('[CMD-044] end red at the step that failed', () => {
    const refused: Partial<Command> = {
      status: 'failed',
      delivered_at: at,
      answered_at: at,
      result_code: 'rejected',
    };
    expect(states(refused)[2]).toBe('failed failed');
    expect(states({ ...refused, result_code: 'no_effect' }).slice(2)).toEqual([
      'processed done',
      'seen failed',
    ]);
  });
});

describe('Starting a session', () => {
  it('asks who pays, sends it with an idempotency key and follows the command', async () => {
    const { user, world } = renderApp(`/stations/${free.id}/connectors`, { stations: [free], sessions: [] });
    const keys: (string | null)[] = [];
    server.use(
      http.post('*/api/v1/commands', ({ request }) => void keys.push(request.headers.get('Idempotency-Key'))),
    );
    await user.click(await screen.findByRole('button', { name: 'Старт' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Начать зарядную сессию' }));
    await user.click(dialog.getByRole('button', { name: 'СТАРТ' }));
    expect(await dialog.findByText('Обязательное поле')).toBeVisible();
    expect(world.commands.size).toBe(0);

    await user.type(dialog.getByRole('combobox', { name: /Пользователь/ }), 'petrov');
    await user.click(await screen.findByRole('option', { name: /petrov/ }));
    await user.click(dialog.getByRole('button', { name: 'СТАРТ' }));
    expect(
      await screen.findByText('Удаленная команда 13 создана и отправлена на Зарядную станцию EVSE55'),
    ).toBeVisible();
    const [command] = [...world.commands.values()];
    expect(command).toMatchObject({
      kind: 'start_session',
      connector_number: 1,
      payer: { kind: 'user', id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string },
    });
    expect(keys).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    const progress = await screen.findByRole('region', { name: 'Ход выполнения команды' });
    expect(progress).toHaveTextContent('Начать зарядную сессию');
    expect(progress).toHaveTextContent(/ещё \d+ сек\./);
  });

  it('can be without payment', async () => {
    const { user, world } = renderApp(`/stations/${free.id}/connectors`, { stations: [free], sessions: [] });
    await user.click(await screen.findByRole('button', { name: 'Старт' }));
    await user.click(await screen.findByRole('radio', { name: 'Без оплаты' }));
    await user.click(screen.getByRole('button', { name: 'СТАРТ' }));
    await waitFor(() => expect([...world.commands.values()][0]?.payer).toEqual({ kind: 'none' }));
  });
});

describe('Stopping a session', () => {
  it('[UI-128, CMD-003] sends nothing without confirmation', async () => {
    const { user, world } = renderApp(`/stations/${charging.id}/connectors`, { stations: [charging] });
    await user.click(await screen.findByRole('button', { name: 'Стоп' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Завершить зарядную сессию' }));
    await user.click(dialog.getByRole('button', { name: 'ОТМЕНА' }));
    expect(world.commands.size).toBe(0);
    await user.click(screen.getByRole('button', { name: 'Стоп' }));
    await user.click(await screen.findByRole('button', { name: 'СТОП' }));
    await waitFor(() => expect([...world.commands.values()][0]?.kind).toBe('stop_session'));
  });
});

describe('A failed command', () => {
  it('[CMD-044] says why in words', async () => {
    renderApp(`/stations/${free.id}/connectors`, { stations: [free], sessions: [] });
    const failed = makeCommand({ station_id: free.id, status: 'failed', result_code: 'rejected' });
    server.use(
      http.get('*/api/v1/commands', () =>
        HttpResponse.json({ items: [failed], total: 1, total_is_exact: true }),
      ),
    );
    expect(await screen.findByText('Станция отклонила команду')).toBeVisible();
  });
});

describe('A user without the right to command', () => {
  it('[UI-015] is offered no commands', async () => {
    const me = makeMe({ rights: ['stations:read', 'sessions:read', 'commands:read'] });
    renderApp(`/stations/${free.id}/connectors`, { stations: [free], sessions: [], me });
    expect(await screen.findByRole('button', { name: /1 CCS2/ })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Старт' })).toBeNull();
  });
});
