import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderApp } from '@/testing/renderApp';

const table = () => screen.findByRole('table', { name: 'Зарядные станции' });
const rows = async () =>
  within(await table())
    .getAllByRole('row')
    .slice(1);
const lastAsked = (asked: string[]) => new URLSearchParams(asked.at(-1));

async function open(path = '/stations') {
  const app = renderApp(path);
  await screen.findByText('EVSE55');
  return app;
}

describe('The list of stations', () => {
  it('[STN-005, STN-012, STN-013, UI-095, UI-096] shows stations with the last heard first', async () => {
    const { world } = await open();
    expect(lastAsked(world.asked).get('sort')).toBe('-last_seen_at');
    expect(await rows()).toHaveLength(15);
    const heading = within(await table()).getByRole('columnheader', { name: 'Был на связи' });
    expect(heading).toHaveAttribute('aria-sort', 'descending');
  });

  it('[STN-002] has refresh, «+», funnel, chips and «Колонки» above it, in this order', async () => {
    await open('/stations?q=evse');
    const table_ = await table();
    const tools = [
      screen.getByRole('button', { name: 'Обновить' }),
      screen.getByRole('button', { name: 'Добавить станцию' }),
      screen.getByRole('button', { name: 'Фильтр' }),
      screen.getByRole('button', { name: /^Убрать: Номер/ }),
      screen.getByRole('button', { name: 'Колонки' }),
      table_,
    ];
    for (const [index, tool] of tools.slice(1).entries())
      expect(tools[index]?.compareDocumentPosition(tool)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  });

  it('[STN-011] shows a text and days as chips beside the funnel, each with its cross', async () => {
    const days = 'seen_from=2024-12-02&seen_to=2024-12-08';
    const { user, address } = renderApp(`/stations?q=нахимовский&${days}`);
    expect(await screen.findByText('нахимовский')).toBeVisible();
    expect(screen.getByText('02.12.2024 - 08.12.2024')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Убрать: Фильтрация по дате' }));
    await waitFor(() => expect(screen.queryByText('02.12.2024 - 08.12.2024')).toBeNull());
    expect(address()).not.toContain('seen_');
    await user.click(screen.getByRole('button', { name: /^Убрать: Номер/ }));
    await waitFor(() => expect(address()).toBe('/stations'));
  });

  it('[STN-035] names every connector with its type and status', async () => {
    await open();
    const row = screen.getByText('EVSE46').closest('tr');
    if (!row) throw new Error('no row');
    expect(within(row).getByRole('button', { name: '2: CHAdeMO: Ошибка' })).toBeVisible();
  });

  it('[STN-050] leaves «Рабочий режим» out and shows other logical statuses', async () => {
    await open();
    const table_ = within(await table());
    expect(table_.queryByText('Рабочий режим')).toBeNull();
    expect(table_.getByText('Режим техника')).toBeVisible();
  });

  it('[UI-095, UI-097] sorts by a heading, reverses on the second press, ignores headings without an arrow', async () => {
    const { user, world, address } = await open();
    await user.click(screen.getByRole('button', { name: 'Номер' }));
    await waitFor(() => expect(lastAsked(world.asked).get('sort')).toBe('number'));
    await user.click(screen.getByRole('button', { name: 'Номер' }));
    await waitFor(() => expect(lastAsked(world.asked).get('sort')).toBe('-number'));
    expect(address()).toBe('/stations?sort=-number');
    expect(screen.queryByRole('button', { name: 'Коннекторы' })).toBeNull();
  });

  it('[UI-099, UI-100, UI-102] turns pages and says where it is', async () => {
    const { user } = await open();
    expect(screen.getByText('1-15 из 17')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Первая страница' })).toBeDisabled();
    await user.click(screen.getByRole('button', { name: 'Следующая страница' }));
    expect(await screen.findByText('16-17 из 17')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Последняя страница' })).toBeDisabled();
    expect(screen.getByRole('button', { name: 'Предыдущая страница' })).toBeEnabled();
  });

  it('[UI-088, UI-089, UI-092, UI-093] filters by the window, shows a chip, removes it by its cross', async () => {
    const { user, world, address } = await open();
    await user.click(screen.getByRole('button', { name: 'Фильтр' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Фильтр' }));
    await user.type(dialog.getByRole('textbox'), 'нева');
    await user.click(dialog.getByRole('checkbox', { name: 'Только активированные ЭЗС' }));
    await user.click(dialog.getByRole('button', { name: 'ПРИМЕНЕНИЕ ФИЛЬТРОВ' }));
    await waitFor(async () => expect(await rows()).toHaveLength(1));
    expect(lastAsked(world.asked).get('offset')).toBe('0');
    expect(screen.getByText('Только активированные ЭЗС')).toBeVisible();
    const name = 'Убрать: Номер / наименование / адрес / серийный номер / оператор';
    await user.click(screen.getByRole('button', { name }));
    await waitFor(async () => expect(await rows()).toHaveLength(15));
    expect(address()).toContain('is_activated=true');
    expect(address()).not.toContain('q=');
  });

  it('[UI-090, UI-091] says that nothing was found and resets', async () => {
    const { user, address } = renderApp('/stations?q=zzz');
    expect(await screen.findByText('Данных не найдено')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'СБРОС ФИЛЬТРОВ' }));
    expect(await screen.findByText('EVSE55')).toBeVisible();
    expect(address()).toBe('/stations');
  });

  it('[UI-083, UI-084, UI-085] shows a hidden column in its own place and remembers it', async () => {
    const { user } = await open();
    await user.click(screen.getByRole('button', { name: 'Колонки' }));
    await user.click(await screen.findByRole('checkbox', { name: 'Режим работы' }));
    const names = screen.getAllByRole('columnheader', { hidden: true }).map((heading) => heading.textContent);
    expect(names.indexOf('Режим работы')).toBe(names.indexOf('Статус') + 1);
    expect(JSON.parse(localStorage.getItem('sc-columns-stations-marina') ?? '{}')).toMatchObject({
      shown: { operatingMode: true },
    });
  });

  it('[STN-003, UI-104] opens the card by a double click and by Enter', async () => {
    const { user, navigate, address } = await open();
    await user.dblClick(screen.getByText('EVSE46'));
    expect(await screen.findByRole('link', { name: 'ИНФО' })).toBeVisible();
    act(() => navigate('/stations'));
    const row = (await screen.findByText('EVSE55')).closest('tr');
    row?.focus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(address()).toMatch(/^\/stations\/.+\/connectors$/));
  });

  it('[STN-029, UI-105] opens the card from the three dots', async () => {
    const { user } = await open();
    await user.click(screen.getByRole('button', { name: 'Действия: EVSE55' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Открыть карточку' }));
    expect(await screen.findByRole('heading', { name: 'EVSE55' })).toBeVisible();
  });

  it('counts by technical status filter with one press', async () => {
    const { user, address } = await open();
    await user.click(await screen.findByRole('button', { name: 'Предупреждение: 2' }));
    await waitFor(async () => expect(await rows()).toHaveLength(2));
    expect(address()).toBe('/stations?technical_status=warning');
  });

  it('[UI-101] takes another page size for this list only', async () => {
    const { user, world } = await open();
    await user.click(screen.getByRole('combobox', { name: 'Строк на странице' }));
    await user.click(await screen.findByRole('option', { name: '25' }));
    await waitFor(() => expect(lastAsked(world.asked).get('limit')).toBe('25'));
    expect(world.me?.settings.rows_per_page).toBe(15);
  });
});
