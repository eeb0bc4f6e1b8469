import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { makeCommand, makeConnector, makeSession, makeStation } from '@/testing/factories';
import { renderApp } from '@/testing/renderApp';

const station = makeStation({
  number: 'EVSE11',
  connectors: [makeConnector(), makeConnector({ number: 2 })],
});
const newer = makeStation({ number: 'EVSE12', protocol: '2.0.1', link_protocol: 'ocpp2.0.1' });
const failed = makeCommand({
  number: 7,
  station_id: station.id,
  station_number: 'EVSE11',
  kind: 'unlock_connector',
  status: 'failed',
  result_code: 'rejected',
  result_text: 'Connector is not locked',
  delivered_at: '2026-11-26T09:00:01Z',
  answered_at: '2026-11-26T09:00:02Z',
  parameters: { lock: 'main' },
});

async function pick(name: string) {
  const app = renderApp('/stations', { stations: [station, newer], sessions: [] });
  await app.user.click(await screen.findByRole('button', { name: `Действия: ${name}` }));
  await app.user.click(await screen.findByRole('menuitem', { name: 'Отправить удаленную команду' }));
  return { ...app, dialog: within(await screen.findByRole('dialog', { name: new RegExp(name) })) };
}

describe('The choice of commands', () => {
  it('[STN-032, CMD-001, CMD-002, CMD-003, CMD-009] lists them, asks, and sends nothing without confirmation', async () => {
    const { user, dialog, world } = await pick('EVSE11');
    const names = dialog.getAllByRole('listitem').map((item) => item.textContent);
    expect(names.slice(0, 4)).toEqual([
      'Перезапустить системный блок ЭЗС (hard reset)',
      'Перезапустить приложение на ЭЗС (soft reset)',
      'В режим "Не обслуживает"',
      'В рабочий режим',
    ]);
    await user.click(dialog.getByRole('button', { name: /soft reset/ }));
    const question = within(await screen.findByRole('dialog', { name: /soft reset/ }));
    expect(question.getByText(/на ЭЗС EVSE11\?/)).toBeVisible();
    expect(world.commands.size).toBe(0);
    await user.click(question.getByRole('button', { name: 'ОК' }));
    expect(await screen.findByText(/Удаленная команда 13 создана/)).toBeVisible();
    expect([...world.commands.values()][0]).toMatchObject({ kind: 'soft_reset', connector_number: null });
  });

  it('[CMD-004] asks for the parameters of a command that has some', async () => {
    const { user, dialog, world } = await pick('EVSE11');
    await user.click(dialog.getByRole('button', { name: 'Изменить настройку' }));
    const form = within(await screen.findByRole('dialog', { name: 'Добавление удалённой команды' }));
    await user.click(form.getByRole('button', { name: 'ОК' }));
    expect(await form.findByText('Обязательное поле')).toBeVisible();
    await user.type(form.getByRole('textbox', { name: /Настройка/ }), 'HeartbeatInterval');
    await user.type(form.getByRole('textbox', { name: /Значение/ }), '30');
    await user.click(form.getByRole('button', { name: 'ОК' }));
    await waitFor(() =>
      expect([...world.commands.values()][0]?.parameters).toEqual({
        key: 'HeartbeatInterval',
        value: '30',
        read_back: true,
      }),
    );
  });

  it('offers what the protocol of the station can carry', async () => {
    const { dialog } = await pick('EVSE12');
    expect(dialog.getByRole('button', { name: 'Прочитать переменную' })).toBeVisible();
    expect(dialog.getByRole('button', { name: 'Изменить настройку' })).toBeDisabled();
  });

  it('[CMD-006, CMD-007, CMD-018, CON-011, STN-072] reaches the chosen connector from the card', async () => {
    const { user, world } = renderApp(`/stations/${station.id}/connectors?connector=2`, {
      stations: [station],
      sessions: [],
    });
    await user.click(await screen.findByRole('button', { name: 'Удаленные команды' }));
    await user.click(await screen.findByRole('button', { name: 'Разблокировать замок коннектора зарядки' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'ОК' }));
    await waitFor(() =>
      expect([...world.commands.values()][0]).toMatchObject({
        kind: 'unlock_connector',
        connector_number: 2,
      }),
    );
  });
});

describe('The page of remote commands', () => {
  const commands = new Map([[failed.command_id, failed]]);

  it('[CMD-037, CMD-044, CMD-046] lists commands, and shows steps, arguments and the reason of a failure', async () => {
    const { user, world } = renderApp('/commands', { commands });
    const row = within((await screen.findByText('EVSE11')).closest('tr') as HTMLElement);
    expect(row.getByText('Обработана терминалом с ошибками')).toBeVisible();
    expect(new URLSearchParams(world.asked.at(-1)).get('sort')).toBe('-created_at');
    await user.click(screen.getByText('EVSE11'));
    const pane = within(await screen.findByRole('complementary', { name: '№7, EVSE11' }));
    expect(pane.getByRole('alert')).toHaveTextContent('Станция отклонила команду. Connector is not locked');
    expect(pane.getByRole('region', { name: 'Аргументы' })).toHaveTextContent('"lock": "main"');
    expect(pane.getAllByRole('listitem')).toHaveLength(4);
    expect(pane.getByText('marina')).toBeVisible();
  });
});

describe('The columns of remote commands', () => {
  it('[RCM-011, RCM-012, RCM-014, RCM-015, RCM-017, RCM-019, RCM-020, RCM-021, RCM-022] hide five, and stand in the documented order', async () => {
    const { user } = renderApp('/commands', { commands: new Map([[failed.command_id, failed]]) });
    const headings = () =>
      screen
        .getAllByRole('columnheader', { hidden: true })
        .map(({ textContent }) => textContent)
        .filter(Boolean);
    await screen.findByText('EVSE11');
    const shown = ['Серийный номер ЭЗС', 'Номер ЭЗС', 'Тип', 'Статус', 'Создано', 'Получено'];
    expect(headings()).toEqual(shown);
    await user.click(screen.getByRole('button', { name: 'Колонки' }));
    for (const name of [
      'Срок действия',
      'Выполнено (время терминала)',
      'Создатель',
      'Описание результата',
      'Аргументы',
    ])
      await user.click(await screen.findByRole('checkbox', { name }));
    expect(headings()).toEqual([
      'Серийный номер ЭЗС',
      'Номер ЭЗС',
      'Тип',
      'Срок действия',
      'Статус',
      'Выполнено (время терминала)',
      'Создано',
      'Создатель',
      'Получено',
      'Описание результата',
      'Аргументы',
    ]);
  });

  it('[RCM-008, RCM-009, RCM-025] are searched by station and serial number; nothing can be created here', async () => {
    const { user, world } = renderApp('/commands', { commands: new Map([[failed.command_id, failed]]) });
    await user.type(await screen.findByRole('searchbox', { name: 'ЭЗС / серийный номер' }), 'evse11');
    await waitFor(() => expect(new URLSearchParams(world.asked.at(-1)).get('q')).toBe('evse11'));
    expect(screen.queryByRole('button', { name: /Добавить|Повторить|Отменить/ })).toBeNull();
  });
});

describe('The window of a connector', () => {
  it('[STN-037, STN-038, STN-039, STN-040, STN-041, STN-042, STN-043, STN-044, STN-045, STN-046, STN-047] tells about its last session', async () => {
    const session = makeSession({ station_id: station.id, connector_number: 1 });
    const { user, address } = renderApp('/stations', { stations: [station], sessions: [session] });
    await user.click(await screen.findByRole('button', { name: '1: CCS2: Доступен' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Данные сессии (1)' }));
    expect(dialog.getByText('562d21f0-e1d6-466b-b4ff-f50145722da2')).toBeVisible();
    expect(dialog.getByText('EVSE11 Набережная 14')).toBeVisible();
    const field = (label: string) => dialog.getByText(label, { selector: 'dt' }).nextElementSibling;
    expect(field('Пользователь, начавший сессию')).toHaveTextContent('EC600594');
    expect(field('КПД')).toHaveTextContent('1,39');
    expect(field('Номер')).toHaveTextContent('1');
    expect(field('Последнее состояние коннектора')).toHaveTextContent('B2 (Зарядка завершена)');
    expect(field('Флаги сессии')).toHaveTextContent('OCPPSession');
    expect(field('Флаги ошибки начала сессии')).toBeEmptyDOMElement();
    await user.click(dialog.getByRole('button', { name: 'ПЕРЕЙТИ К СЕССИИ' }));
    await waitFor(() => expect(address()).toMatch(/^\/sessions\//));
  });

  it('[STN-046] names the error that ended a start', async () => {
    const failed = { state: 'error', stop_source: 'ocpp_transaction_start_error' } as const;
    const session = makeSession({ station_id: station.id, connector_number: 1, ...failed });
    const { user } = renderApp('/stations', { stations: [station], sessions: [session] });
    await user.click(await screen.findByRole('button', { name: '1: CCS2: Доступен' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Данные сессии (1)' }));
    const field = dialog.getByText('Флаги ошибки начала сессии').nextElementSibling;
    expect(field).toHaveTextContent('Ошибка начала транзакции в OCPP');
  });

  it('[STN-048] says that there has been none', async () => {
    const { user } = renderApp('/stations', { stations: [station], sessions: [] });
    await user.click(await screen.findByRole('button', { name: '2: CCS2: Доступен' }));
    expect(await screen.findByText('У коннектора ещё не было сессий!')).toBeVisible();
  });
});
