import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { makeSession } from '@/testing/factories';
import { renderApp } from '@/testing/renderApp';
import { server } from '@/testing/server';

const plain = (text: string | null) => (text ?? '').replaceAll('\u00a0', ' ');
const session = makeSession();
const zero = makeSession({
  station_number: 'EVSE46',
  state: 'junk',
  energy_wh: 0,
  soc_start: null,
  soc_end: null,
  efficiency: null,
  voltage_over_500: false,
  max_power_w: 0,
  max_current_a: 0,
  transaction: null,
  controller_status: 'B1',
  payment_status: 'not_required',
});

async function rowOf(station: string): Promise<HTMLElement> {
  const row = (await screen.findByText(station)).closest('tr');
  if (!row) throw new Error(`no row of ${station}`);
  return row;
}

describe('The list of sessions', () => {
  it('[SES-022, SES-023, SES-039, SES-040, SES-042, SES-044, SES-045, SES-046] renders a session exactly', async () => {
    renderApp('/sessions', { sessions: [session] });
    const cells = within(await rowOf('EVSE186')).getAllByRole('cell');
    expect(cells.map((cell) => plain(cell.textContent))).toEqual([
      '',
      '****5722da2'.replace('5722da2', '45722da2'),
      'EVSE186',
      '1: CCS2',
      'Успешно',
      '24.11.2026 10:52→11:31 (0:39:03)',
      '45,21(55%→97%)',
      '116кВт / 147А',
      '1,39',
    ]);
    expect(
      within(await rowOf('EVSE186')).getByRole('img', { name: 'Напряжение превышало 500 В' }),
    ).toBeVisible();
  });

  it('[SES-005, SES-041, SES-042, SES-046] leaves empty what is not known', async () => {
    const open = makeSession({
      ...zero,
      state: 'ready',
      is_open: true,
      ended_at: null,
      duration_seconds: null,
    });
    renderApp('/sessions', { sessions: [open] });
    const cells = within(await rowOf('EVSE46')).getAllByRole('cell');
    expect(cells.map((cell) => plain(cell.textContent))).toEqual([
      '',
      '',
      'EVSE46',
      '1: CCS2',
      'Готов',
      '24.11.2026 10:52',
      '0,00',
      '0кВт / 0А',
      '',
    ]);
  });

  it('[SES-010, SES-055, SES-019] hides junk until its box is ticked, and says so by a chip', async () => {
    const { user, world } = renderApp('/sessions', { sessions: [session, zero] });
    await rowOf('EVSE186');
    expect(screen.queryByText('EVSE46')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Фильтр' }));
    await user.click(await screen.findByRole('checkbox', { name: 'Показать мусорные сессии' }));
    await user.click(screen.getByRole('button', { name: 'ПРИМЕНЕНИЕ ФИЛЬТРОВ' }));
    expect(await screen.findByText('EVSE46')).toBeVisible();
    expect(world.asked.at(-1)).toContain('show_junk=true');
    expect(screen.getByRole('button', { name: 'Убрать: Показать мусорные сессии' })).toBeVisible();
  });

  it('[SES-015, SES-029, SES-033] keeps five columns hidden until they are wanted', async () => {
    const { user } = renderApp('/sessions', { sessions: [session] });
    await rowOf('EVSE186');
    await user.click(screen.getByRole('button', { name: 'Колонки' }));
    const boxes = await screen.findAllByRole('checkbox');
    expect(boxes.filter((box) => !(box as HTMLInputElement).checked)).toHaveLength(5);
    await user.click(screen.getByRole('checkbox', { name: 'Сумма' }));
    expect(plain((await rowOf('EVSE186')).lastElementChild?.textContent ?? '')).toBe('994,62 ₽');
  });

  it('[SES-053, UI-087, UI-110] filters by a range of days', async () => {
    const { user, world } = renderApp('/sessions?started_from=2026-11-02&started_to=2026-11-02', {
      sessions: [session],
    });
    await rowOf('EVSE186');
    await user.click(screen.getByRole('button', { name: 'Фильтр' }));
    await user.click(await screen.findByRole('button', { name: /^Фильтрация по дате/ }));
    await user.click(await screen.findByRole('button', { name: '03.11.2026' }));
    await user.click(screen.getByRole('button', { name: '09.11.2026' }));
    await user.click(screen.getByRole('button', { name: 'ПРИМЕНЕНИЕ ФИЛЬТРОВ' }));
    expect(await screen.findByText('03.11.2026 - 09.11.2026')).toBeVisible();
    expect(world.asked.at(-1)).toMatch(/started_from=2026-11-0[23]T.*&started_to=2026-11-(09|10)T/);
  });
});

describe('The charts of a session', () => {
  it('[SES-143, SES-144, SES-146, SES-151, SES-155] stand in their order, without those that have no values', async () => {
    renderApp(`/sessions/${session.id}/charts`, { sessions: [session] });
    const titles = (await screen.findAllByRole('heading', { level: 2 })).map(
      ({ textContent }) => textContent,
    );
    expect(titles.slice(0, 4)).toEqual([
      'Фактические ток и напряжение зарядки',
      'Запрашиваемые электромобилем ток и напряжение зарядки',
      'Мощность зарядки',
      'Доступный лимит мощности',
    ]);
    expect(titles).not.toContain('Температура батареи электромобиля (только для GB/T)');
    expect(titles).toContain('Температура разъема/коннектора (кроме CHAdeMO)');
    expect(screen.getByRole('img', { name: /симметричен/ })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Сохранить картинку: Мощность зарядки' })).toBeVisible();
  });

  it('zooms in and asks for the exact values of what is shown', async () => {
    const asked: string[] = [];
    const { user } = renderApp(`/sessions/${session.id}/charts`, { sessions: [session] });
    server.events.on('request:start', ({ request }) => void asked.push(request.url));
    await user.click(await screen.findByRole('button', { name: 'Приблизить' }));
    await waitFor(() => expect(asked.some((url) => /history\?.*from=.*to=/.test(url))).toBe(true));
    await user.click(screen.getByRole('button', { name: 'Вся сессия' }));
    expect(screen.getByRole('button', { name: 'Отдалить' })).toBeDisabled();
    server.events.removeAllListeners();
  });
});

describe('The card of a session', () => {
  it('[SES-074, SES-081, SES-101, SES-102, SES-112] shows identity and meter readings', async () => {
    renderApp(`/sessions/${session.id}/info`, { sessions: [session] });
    expect(await screen.findByText('562d21f0-e1d6-466b-b4ff-f50145722da2')).toBeVisible();
    expect(screen.getByRole('heading', { name: session.id })).toBeVisible();
    expect(plain(screen.getByText('Начальное значение счетчика, кВт·ч').nextSibling?.textContent ?? '')).toBe(
      '3 176,37',
    );
    expect(plain(screen.getByText('Конечное значение счетчика, кВт·ч').nextSibling?.textContent ?? '')).toBe(
      '3 221,58',
    );
  });

  it('[SES-116, SES-117, SES-118, SES-119, SES-122] tells the chain with differences that add up', async () => {
    renderApp(`/sessions/${session.id}/info`, { sessions: [session] });
    const created = (await screen.findByText('Сессия создана')).closest('ol');
    expect(created).toHaveTextContent('24.11.2026 10:52:05');
    expect(created).toHaveTextContent('Транзакция начатаУдаленно через агрегатора (OCPP)+0:00:29');
    expect(created).toHaveTextContent('Транзакция остановленаАвтомобиль заряжен+0:38:14');
    expect(created).toHaveTextContent('Сессия завершена24.11.2026 11:31:08+0:00:20');
  });

  it('[BIL-002, BIL-003, BIL-004, BIL-005, BIL-006, BIL-007, BIL-013, BIL-014, BIL-015] prices line by line', async () => {
    renderApp(`/sessions/${session.id}/pricing`, { sessions: [session] });
    expect(plain((await screen.findByText('За кВт·ч')).closest('tr')?.textContent ?? '')).toContain(
      '22,00 × 45,21994,62',
    );
    expect(screen.getByText(/Показания 3.176,37 — 3.221,58 кВт·ч: 45,21 кВт·ч по 22,00.₽/)).toBeVisible();
    expect(screen.getByText('За старт сессии').closest('tr')).toHaveTextContent('0,00');
    expect(screen.getByText('Итого').parentElement).toHaveTextContent('994,62');
    expect(screen.getByText('Оплаченная сумма').parentElement).toHaveTextContent('994,62');
    expect(screen.getByText('Оплачено')).toBeVisible();
  });

  it('[BIL-012] says that there is no breakdown when nothing was priced', async () => {
    renderApp(`/sessions/${zero.id}/pricing`, { sessions: [zero] });
    expect(await screen.findByText('Нет данных детализации')).toBeVisible();
  });

  it('[BIL-047, BIL-052, BIL-053, BIL-054, BIL-056, BIL-058, BIL-070, BIL-071, BIL-072] lists its payments, the newest below', async () => {
    renderApp(`/sessions/${session.id}/payments`, { sessions: [session] });
    const row = await rowOf('40000020061052');
    expect(row).toHaveTextContent('24.11.2026 11:31:10');
    expect(row).toHaveTextContent('Завершено');
    expect(plain(row.textContent)).toContain('994,62 ₽');
    expect(await screen.findByRole('heading', { name: '#40000020061052' })).toBeVisible();
    expect(await screen.findByText('Платежный чек')).toBeVisible();
    expect(screen.getByText('Код во внешней системе', { selector: 'dt' }).nextSibling).toHaveTextContent('');
  });

  it('[SES-126, SES-127, SES-128, SES-129] interrupts an open session after a question', async () => {
    const open = makeSession({ is_open: true, ended_at: null, state: 'active' });
    const { user, world } = renderApp(`/sessions/${open.id}/info`, { sessions: [open] });
    await user.click(await screen.findByRole('button', { name: 'Прервать сессию' }));
    expect(world.commands.size).toBe(0);
    await user.click(await screen.findByRole('button', { name: 'ПРЕРВАТЬ' }));
    await waitFor(() => expect([...world.commands.values()][0]?.kind).toBe('stop_session'));
  });

  it('[SES-076, SES-192, SES-193, SES-194, SES-195] lets another state be chosen, in the documented order', async () => {
    const { user, world } = renderApp(`/sessions/${session.id}/info`, { sessions: [{ ...session }] });
    await user.click(await screen.findByRole('button', { name: 'Выберите новое состояние для сессии' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Выберите новое состояние для сессии' }));
    await user.click(dialog.getByRole('combobox'));
    expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toEqual([
      'УСПЕШНО',
      'ОШИБКА',
      'ВНИМАНИЕ',
      'АКТИВНАЯ',
      'ПРОСРОЧЕНА',
      'СТОП',
      'МУСОР',
      'ПРЕРВАНА',
    ]);
    await user.click(screen.getByRole('option', { name: 'ВНИМАНИЕ' }));
    await user.click(dialog.getByRole('button', { name: 'ОК' }));
    await waitFor(() => expect(world.sessions[0]?.state).toBe('attention'));
  });

  it('[SES-113, SES-114, SES-120, SES-121] corrects energy and end by hand', async () => {
    const { user, world } = renderApp(`/sessions/${session.id}/info`, { sessions: [{ ...session }] });
    await user.click(await screen.findByRole('button', { name: 'Изменить энергию' }));
    let dialog = within(await screen.findByRole('dialog', { name: 'Исправить сессию' }));
    const energy = dialog.getByRole('textbox', { name: /Итого энергии/ });
    await user.clear(energy);
    await user.type(energy, '40,5');
    await user.click(dialog.getByRole('button', { name: 'ОК' }));
    await waitFor(() => expect(world.sessions[0]?.energy_wh).toBe(40_500));
    await user.click(await screen.findByRole('button', { name: 'Изменить окончание' }));
    dialog = within(await screen.findByRole('dialog', { name: 'Исправить сессию' }));
    const end = dialog.getByRole('textbox', { name: /Окончание/ });
    expect(end).toHaveValue('24.11.2026 11:31:08');
    await user.clear(end);
    await user.type(end, '24.11.2026 10:00:00');
    await user.click(dialog.getByRole('button', { name: 'ОК' }));
    expect(await dialog.findByText('Дата и время не раньше начала и не в будущем')).toBeVisible();
  });

  it('[SES-082, SES-099, SES-106] tells the station by name, the limit and the lowest current', async () => {
    renderApp(`/sessions/${session.id}/info`, { sessions: [session] });
    expect((await screen.findByText('DC CS4.2 120kW')).parentElement).toHaveTextContent(
      'EVSE186DC CS4.2 120kW',
    );
    expect(screen.getByText('Лимит мощности коннектора, кВт').nextSibling).toHaveTextContent('120,00');
    expect(screen.getByText('Минимальный ток, А').nextSibling).toHaveTextContent('48,90');
    expect(screen.queryByRole('button', { name: 'Прервать сессию' })).toBeNull();
  });

  it('[UI-116] leads back to the list by the path', async () => {
    const { user, address } = renderApp(`/sessions/${session.id}/info`, { sessions: [session] });
    const path = within(await screen.findByRole('banner'));
    await user.click(await path.findByRole('link', { name: 'Сессии' }));
    await waitFor(() => expect(address()).toBe('/sessions'));
  });

  it('says in one sentence that a session does not exist', async () => {
    renderApp('/sessions/01890000-0000-7000-8000-00000000ffff/info', { sessions: [] });
    expect(await screen.findByText('Запись не найдена')).toBeVisible();
  });
});
