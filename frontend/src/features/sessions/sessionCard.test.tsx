import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { makeSession, makeStation } from '@/testing/factories';
import { renderApp } from '@/testing/renderApp';
import { server } from '@/testing/server';

const plain = (text: string | null) => (text ?? '').replaceAll('\u00a0', ' ');
const session = makeSession();

describe('The card of a session', () => {
  it('[SES-077, SES-078, SES-079, SES-080] has its files and a refresh beside the state', async () => {
    const { user } = renderApp(`/sessions/${session.id}/info`, { sessions: [session] });
    const asked: string[] = [];
    server.events.on('request:start', ({ request }) => void asked.push(request.url));
    await user.click(await screen.findByRole('button', { name: 'Скачать дамп (txt)' }));
    await waitFor(() => expect(asked.some((url) => url.endsWith('/dump'))).toBe(true));
    await user.click(screen.getByRole('button', { name: 'Скачать историю параметров (xlsx)' }));
    await waitFor(() => expect(asked.some((url) => /history\/export\?format=xlsx/.test(url))).toBe(true));
    asked.length = 0;
    await user.click(screen.getByRole('button', { name: 'Обновить' }));
    await waitFor(() => expect(asked.some((url) => url.endsWith(`/sessions/${session.id}`))).toBe(true));
    server.events.removeAllListeners();
  });

  it('tells what the log of the station knows of its connector while it lasted', async () => {
    const { user, world } = renderApp(`/sessions/${session.id}/info`, {
      sessions: [session],
      stations: [makeStation({ id: session.station_id })],
    });
    await user.click(await screen.findByRole('link', { name: 'ОПЕР. ЛОГ' }));
    const log = within(await screen.findByRole('table', { name: 'Операционный лог' }));
    expect(log.queryByRole('columnheader', { name: 'Коннектор' })).toBeNull();
    const asked = new URLSearchParams(world.asked.at(-1));
    const moments = [asked.get('from'), asked.get('to')].map((at) => Date.parse(at ?? ''));
    const around = 120_000;
    expect(moments).toEqual([
      Date.parse(session.started_at) - around,
      Date.parse(session.ended_at ?? '') + around,
    ]);
    expect([asked.get('station_id'), asked.get('connector_number')]).toEqual([
      session.station_id,
      String(session.connector_number),
    ]);
    await user.click(screen.getByRole('button', { name: 'Фильтр' }));
    const filter = within(await screen.findByRole('dialog', { name: 'Фильтр' }));
    expect(filter.getByRole('combobox', { name: 'Тип события' })).toBeVisible();
    expect(filter.queryByRole('combobox', { name: 'Коннектор' })).toBeNull();
  });

  it('[SES-090] lists the sessions of whoever started it, above the blocks', async () => {
    const { user, world } = renderApp(`/sessions/${session.id}/info`, { sessions: [session] });
    await user.click(await screen.findByRole('button', { name: 'Показать сессии пользователя' }));
    const list = within(await screen.findByRole('region', { name: 'Показать сессии пользователя' }));
    expect(await list.findByText('EVSE186')).toBeVisible();
    expect(world.asked.some((query) => query.includes(`same_user_as=${session.id}`))).toBe(true);
    expect(list.getByText(/не объединяются/)).toBeVisible();
    await user.click(list.getByRole('button', { name: 'Скрыть список' }));
    expect(screen.queryByRole('region', { name: 'Показать сессии пользователя' })).toBeNull();
  });

  it('[SES-095, SES-096, SES-097, SES-098, SES-130, SES-131, SES-133, SES-134] tells connector and vehicle', async () => {
    renderApp(`/sessions/${session.id}/info`, { sessions: [{ ...session, flags: [] }] });
    const valueOf = async (label: string) =>
      plain((await screen.findByText(label)).nextSibling?.textContent ?? '');
    await screen.findByText('A43F910C77E2');
    expect(await valueOf('Тип')).toBe('CCS2');
    expect(await valueOf('Номер')).toBe('1');
    expect(await valueOf('Последнее состояние коннектора')).toBe('B2 (Зарядка завершена)');
    expect(await valueOf('Флаги сессии')).toBe('None');
    expect(await valueOf('Емкость батареи, кВт·ч')).toBe('100,00');
    expect(await valueOf('Начальное напряжение батареи, В')).toBe('705');
  });

  it('[SES-138] lists the sessions of the same vehicle in the upper part', async () => {
    const { user, world } = renderApp(`/sessions/${session.id}/info`, { sessions: [session] });
    await user.click(await screen.findByRole('button', { name: 'Показать сессии автомобиля' }));
    const list = within(await screen.findByRole('region', { name: 'Показать сессии автомобиля' }));
    expect(await list.findByText('EVSE186')).toBeVisible();
    expect(world.asked.some((query) => query.includes('vehicle_uid=A43F910C77E2'))).toBe(true);
  });

  it('[SES-126] counts down what is left until the end of charging', async () => {
    const open = makeSession({ is_open: true, ended_at: null, state: 'active' });
    renderApp(`/sessions/${open.id}/info`, { sessions: [open] });
    expect((await screen.findByText('до конца зарядки', { exact: false })).textContent).toMatch(
      /^00:4[12]:\d\d /,
    );
  });

  it('keeps the earlier calculation beside the one that counts', async () => {
    const revision = {
      revision: 3,
      energy_wh: 45_210,
      amount: '994.62',
      is_payable: true,
      groups: [],
      calculated_at: '2026-11-24T08:31:10Z',
    };
    const earlier = { ...revision, revision: 2, energy_wh: 40_000, amount: '880.00' };
    renderApp(`/sessions/${session.id}/pricing`, { sessions: [session], revisions: [revision, earlier] });
    const block = (await screen.findByText('Прежние расчеты')).closest('section');
    expect(plain(block?.textContent ?? '')).toContain('40,00 кВт·ч880,00 ₽');
  });

  it('[SES-162, SES-168, SES-169] shows the dump and searches in it', async () => {
    const { user } = renderApp(`/sessions/${session.id}/dump`, { sessions: [session] });
    const dump = await screen.findByRole('region', { name: 'Текст дампа' });
    expect(dump).toBeVisible();
    await user.type(await screen.findByRole('textbox', { name: 'Фильтрация' }), 'meter');
    await waitFor(() => expect(screen.getByText('Найдено строк: 1 из 4')).toBeVisible());
    await user.click(screen.getByRole('button', { name: 'Очистить фильтр' }));
    expect(await screen.findByText('Строк: 4')).toBeVisible();
  });

  it('[SES-165, SES-166, SES-167] tells the dump of a running session while it is asked for', async () => {
    const open = makeSession({ is_open: true, ended_at: null, state: 'active' });
    const { user } = renderApp(`/sessions/${open.id}/dump`, { sessions: [open] });
    expect(await screen.findByText('Сессия ещё идёт')).toBeVisible();
    expect(screen.getByText('Не подключен')).toBeVisible();
    expect(screen.queryByRole('region', { name: 'Текст дампа' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'START' }));
    expect(await screen.findByRole('region', { name: 'Текст дампа' })).toBeVisible();
    expect(screen.getByText('Подключен')).toBeVisible();
    const follows = screen.getByRole('button', { name: 'Не прокручивать' });
    expect(follows).toHaveAttribute('aria-pressed', 'true');
    await user.click(follows);
    expect(screen.getByRole('button', { name: 'Прокручивать к концу' })).toHaveAttribute(
      'aria-pressed',
      'false',
    );
    await user.click(screen.getByRole('button', { name: 'STOP' }));
    expect(screen.getByText('Не подключен')).toBeVisible();
  });
});
