import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { Session } from '@/api/types';
import { makeMe, makePayment, makeSession, makeStation } from '@/testing/factories';
import { renderApp } from '@/testing/renderApp';

const plain = (text: string | null | undefined) => (text ?? '').replaceAll('\u00a0', ' ');
const session = makeSession();
const many = Array.from({ length: 40 }, (_, index) => makeSession({ station_number: `EVSE${200 + index}` }));

const rowOf = async (station: string) => {
  const row = (await screen.findByText(station)).closest('tr');
  if (!row) throw new Error(`no row of ${station}`);
  return row;
};
const cellsOf = async (station: string) =>
  within(await rowOf(station))
    .getAllByRole('cell')
    .slice(2)
    .map((cell) => plain(cell.textContent));

describe('The page «Сессии»', () => {
  it('[SES-007, SES-008] is led to by the page list and holds the sessions of all stations', async () => {
    const other = makeSession({ station_number: 'EVSE46' });
    const { user, world } = renderApp('/stations', { sessions: [session, other] });
    const pages = await screen.findByRole('navigation');
    await user.click(within(pages).getByRole('link', { name: 'Сессии' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Сессии' })).toBeVisible();
    expect(await rowOf('EVSE186')).toBeVisible();
    expect(await rowOf('EVSE46')).toBeVisible();
    expect(world.asked.at(-1)).not.toContain('station_id');
  });

  it('[SES-012, SES-013] begins with refresh, filter and columns; refresh keeps what is shown', async () => {
    const { user, world, address } = renderApp('/sessions?state=success&sort=energy_wh', { sessions: many });
    await screen.findByText('EVSE200');
    const tools = ['Обновить', 'Фильтр', 'Колонки'].map((name) => screen.getByRole('button', { name }));
    const follows = (one: HTMLElement, other: HTMLElement | undefined) =>
      !other || Boolean(other.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
    expect(tools.every((tool, index) => follows(tool, tools[index - 1]))).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Следующая страница' }));
    await screen.findByText('EVSE215');
    const [shown, before] = [address(), world.asked.length];
    await user.click(screen.getByRole('button', { name: 'Обновить' }));
    await waitFor(() => expect(world.asked.length).toBeGreaterThan(before));
    expect(address()).toBe(shown);
    expect(world.asked.at(-1)).toBe(world.asked[before - 1]);
  });

  it('[SES-014] is refreshed with the period of the profile, and only by a press when that is off', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    try {
      const me = (seconds: number | null) =>
        makeMe({
          settings: { ...makeMe().settings, auto_refresh_seconds: seconds },
          rights: ['sessions:read'],
        });
      const on = renderApp('/sessions', { me: me(5), sessions: [{ ...session }] });
      await screen.findByText('EVSE186');
      Object.assign(on.world.sessions[0] as Session, { station_number: 'EVSE777' });
      await act(() => vi.advanceTimersByTimeAsync(5200));
      expect(await screen.findByText('EVSE777')).toBeVisible();
      on.world.me = me(null);
      await act(() => on.queryClient.invalidateQueries({ queryKey: ['me'] }));
      Object.assign(on.world.sessions[0] as Session, { station_number: 'EVSE888' });
      await act(() => vi.advanceTimersByTimeAsync(60_000));
      expect(screen.queryByText('EVSE888')).toBeNull();
      await on.user.click(screen.getByRole('button', { name: 'Обновить' }));
      expect(await screen.findByText('EVSE888')).toBeVisible();
    } finally {
      vi.useRealTimers();
    }
  });

  it('[SES-017] says how many rows a page has, which they are, and turns pages by four buttons', async () => {
    const { user } = renderApp('/sessions', { sessions: many });
    await screen.findByText('EVSE200');
    expect(screen.getByRole('combobox', { name: 'Строк на странице' })).toHaveTextContent('15');
    expect(screen.getByText('1-15 из 40')).toBeVisible();
    const turn = async (name: string, range: string) => {
      await user.click(screen.getByRole('button', { name }));
      expect(await screen.findByText(range)).toBeVisible();
    };
    await turn('Последняя страница', '31-40 из 40');
    await turn('Предыдущая страница', '16-30 из 40');
    await turn('Следующая страница', '31-40 из 40');
    await turn('Первая страница', '1-15 из 40');
  });

  it('[SES-018, SES-020] opens the card by a double click and by the eye at the left', async () => {
    const { user, address, navigate } = renderApp('/sessions', { sessions: [session] });
    await user.dblClick(await rowOf('EVSE186'));
    await waitFor(() => expect(address()).toContain(`/sessions/${session.id}`));
    act(() => navigate('/sessions'));
    const [first] = within(await rowOf('EVSE186')).getAllByRole('cell');
    await user.click(within(first as HTMLElement).getByRole('button'));
    await waitFor(() => expect(address()).toContain(`/sessions/${session.id}`));
  });

  it('[SES-024] shows the state in capitals, the last controller status on pointing', async () => {
    const { user } = renderApp('/sessions', { sessions: [session] });
    await user.hover(within(await rowOf('EVSE186')).getByText('Успешно'));
    expect(await screen.findByText('B2 (Зарядка завершена)')).toBeVisible();
  });

  it('[SES-030] tells who ended the session where that column is wanted', async () => {
    const { user } = renderApp('/sessions', { sessions: [makeSession({ stop_user_label: 'volkov' })] });
    await rowOf('EVSE186');
    expect(screen.queryByText('volkov')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Колонки' }));
    await user.click(await screen.findByRole('checkbox', { name: 'Пользователь, закончивший сессию' }));
    expect(await screen.findByText('volkov')).toBeVisible();
  });

  it('[SES-048] renders the samples of the documentation', async () => {
    const at = (time: string) => `2025-01-23T${time}+03:00`;
    const nothing = {
      soc_start: null,
      soc_end: null,
      max_power_w: 0,
      max_current_a: 0,
      voltage_over_500: false,
    };
    const sample = (number: string, change: Partial<Session>) =>
      makeSession({ ...nothing, energy_wh: 0, efficiency: null, station_number: number, ...change });
    renderApp('/sessions?show_junk=true', {
      sessions: [
        sample('EVSE134', { state: 'active', is_open: true, started_at: at('23:01:00'), ended_at: null, duration_seconds: null, energy_wh: 32_570, soc_start: 19, soc_end: 34, max_power_w: 118_000, max_current_a: 191, voltage_over_500: true, efficiency: 0.89 }),
        sample('EVSE46', { connector_number: 3, connector_type: 'gbt', state: 'error', started_at: at('21:28:30'), ended_at: at('21:29:17'), duration_seconds: 47 }),
        sample('EVSE47', { state: 'attention', started_at: at('17:30:00'), ended_at: at('17:31:03'), duration_seconds: 63, soc_start: 12, soc_end: 12, efficiency: 0 }),
        sample('EVSE48', { state: 'junk', transaction: null, started_at: at('11:15:00'), ended_at: at('11:16:04'), duration_seconds: 64 }),
      ],
    }); // prettier-ignore
    expect(await cellsOf('EVSE134')).toEqual(['EVSE134', '1: CCS2', 'Активная', '23.01.2025 23:01', '32,57(19%→34%)', '118кВт / 191А', '0,89']); // prettier-ignore
    expect(await cellsOf('EVSE46')).toEqual(['EVSE46', '3: GB/T', 'Ошибка', '23.01.2025 21:28→21:29 (0:00:47)', '0,00', '0кВт / 0А', '']); // prettier-ignore
    expect(await cellsOf('EVSE47')).toEqual(['EVSE47', '1: CCS2', 'Внимание', '23.01.2025 17:30→17:31 (0:01:03)', '0,00(12%→12%)', '0кВт / 0А', '0,00']); // prettier-ignore
    expect(await cellsOf('EVSE48')).toEqual(['EVSE48', '1: CCS2', 'Мусор', '23.01.2025 11:15→11:16 (0:01:04)', '0,00', '0кВт / 0А', '']); // prettier-ignore
  });

  it('[SES-058] resets every criterion, and applies what is chosen by closing the window', async () => {
    const { user, address } = renderApp('/sessions?state=error&show_junk=true', { sessions: [session] });
    await screen.findByText('Данных не найдено');
    const openFilter = async () => {
      await user.click(screen.getByRole('button', { name: 'Фильтр' }));
      return within(await screen.findByRole('dialog', { name: 'Фильтр' }));
    };
    await user.click((await openFilter()).getByRole('button', { name: 'СБРОС ФИЛЬТРОВ' }));
    expect(await rowOf('EVSE186')).toBeVisible();
    expect(address()).toBe('/sessions');
    const filter = await openFilter();
    expect(filter.getByRole('checkbox', { name: 'Показать мусорные сессии' })).not.toBeChecked();
    await user.click(filter.getByRole('checkbox', { name: 'Скрыть нулевые сессии' }));
    await user.click(filter.getByRole('button', { name: 'ПРИМЕНЕНИЕ ФИЛЬТРОВ' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(address()).toBe('/sessions?hide_zero=true');
  });
});

describe('The list in other cards', () => {
  it('[CON-008, SES-061, SES-064] of a connector is limited to it by chips without a cross', async () => {
    const station = makeStation({ number: 'EVSE900' });
    const own = makeSession({ station_id: station.id, connector_number: 2, state: 'stop' });
    const { user, world } = renderApp(`/stations/${station.id}/connectors?connector=2`, {
      stations: [station],
      sessions: [own],
    });
    await user.click(await screen.findByRole('button', { name: 'Сессии коннектора' }));
    expect(await screen.findByText('Стоп')).toBeVisible();
    const query = new URLSearchParams(world.asked.at(-1));
    expect([query.get('station_id'), query.get('connector_number')]).toEqual([station.id, '2']);
    const headings = screen.getAllByRole('columnheader').map(({ textContent }) => textContent);
    expect(headings.slice(1)).toEqual([
      '№ транзакции',
      'Состояние',
      'Когда',
      'Итого энергии, кВт·ч',
      'Макс.',
      'КПД',
    ]);
    for (const chip of ['EVSE900', 'Коннектор #2']) {
      expect(screen.getAllByText(chip).length).toBeGreaterThan(0);
      expect(screen.queryByRole('button', { name: `Убрать: ${chip}` })).toBeNull();
    }
  });

  it('[SES-062] of a connector is filtered neither by station nor by connector', async () => {
    const station = makeStation({ number: 'EVSE900' });
    const own = makeSession({ station_id: station.id, connector_number: 2, state: 'stop' });
    const { user } = renderApp(`/stations/${station.id}/connectors?connector=2&view=sessions`, {
      stations: [station],
      sessions: [own],
    });
    await screen.findByText('Стоп');
    await user.click(screen.getByRole('button', { name: 'Фильтр' }));
    const filter = within(await screen.findByRole('dialog', { name: 'Фильтр' }));
    expect(filter.queryByLabelText('ЭЗС')).toBeNull();
    expect(filter.queryByLabelText('Коннектор')).toBeNull();
    expect(filter.getByRole('combobox', { name: 'Состояние' })).toBeVisible();
  });

  it('[SES-063] of a user has the columns of the general list', async () => {
    const headings = () => screen.getAllByRole('columnheader').map(({ textContent }) => textContent);
    const { navigate, world } = renderApp('/sessions', { sessions: [session] });
    await rowOf('EVSE186');
    const general = headings();
    act(() => navigate(`/users/${world.people.users[0]?.id}/sessions`));
    await waitFor(() => expect(screen.queryByText('EVSE186')).toBeNull());
    await screen.findByRole('table');
    expect(headings()).toEqual(general);
  });
});

describe('The card of a session', () => {
  it('[SES-073] is opened by its own address and from a payment', async () => {
    const payment = makePayment({ session_id: session.id });
    const { user, address, navigate } = renderApp(`/sessions/${session.id}`, {
      sessions: [session],
      payments: [payment],
    });
    expect(await screen.findByRole('heading', { name: session.id })).toBeVisible();
    act(() => navigate('/billing'));
    await user.click(await screen.findByLabelText(`Действия: ${payment.number}`));
    await user.click(await screen.findByText('Перейти к сессии'));
    await waitFor(() => expect(address()).toContain(`/sessions/${session.id}`));
  });

  it('[SES-073] is opened from the window of a connector', async () => {
    const station = makeStation({ number: 'EVSE900' });
    const own = makeSession({ station_id: station.id, station_number: station.number });
    const { user, address } = renderApp('/stations', { stations: [station], sessions: [own] });
    const row = within(await rowOf('EVSE900'));
    await user.click(row.getAllByRole('button', { name: /CCS2/ })[0] as HTMLElement);
    await user.click(await screen.findByText('ПЕРЕЙТИ К СЕССИИ'));
    await waitFor(() => expect(address()).toContain(`/sessions/${own.id}`));
  });

  it('[BIL-001, BIL-008] tells tariffs, breakdown, cost and payment in two blocks, and when the session ended', async () => {
    renderApp(`/sessions/${session.id}/pricing`, { sessions: [session] });
    const breakdown = (await screen.findByRole('heading', { name: 'Детализация' })).closest('section');
    const payment = screen.getByRole('heading', { name: 'Оплата' }).closest('section');
    expect(breakdown).not.toBe(payment);
    expect(plain(breakdown?.textContent)).toContain('Сессия завершена 24.11.2026 11:31:08');
    expect(plain(breakdown?.textContent)).toMatch(/Круглосуточно.*Итого/);
    expect(plain(payment?.textContent)).toMatch(/994,62.*Оплаченная сумма.*Оплачено/);
  });
});
