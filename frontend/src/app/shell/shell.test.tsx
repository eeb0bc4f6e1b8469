import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { makeMe } from '@/testing/factories';
import { renderApp } from '@/testing/renderApp';
import { offeredGroups, pageGroups } from './pages';
import english from './shell.en.json';
import russian from './shell.ru.json';

const pageList = () => screen.findByRole('navigation', { name: 'Список страниц' });
const everyRight = pageGroups.flatMap(({ pages }) => pages.map(({ right }) => right));

/** UI-026..044 in the order of the specification. */
const ENTRIES: [string, string][] = [
  ['Статистика', 'Statistics'],
  ['Карта зарядных станций', 'Charging station map'],
  ['Зарядные станции', 'Charging stations'],
  ['Сессии', 'Sessions'],
  ['Финансовая статистика', 'Financial statistics'],
  ['Биллинг', 'Billing'],
  ['Тарифы', 'Tariffs'],
  ['Пользователи', 'Users'],
  ['Отчеты', 'Reports'],
  ['Удаленные команды', 'Remote commands'],
  ['Журнал безопасности', 'Security log'],
  ['Обновления', 'Updates'],
  ['Операторы', 'Operators'],
  ['Производители', 'Manufacturers'],
  ['Автомобили', 'Vehicles'],
  ['Регионы', 'Regions'],
  ['Организации', 'Organisations'],
  ['Шаблоны сообщений', 'Message templates'],
  ['Политики', 'Policies'],
];

describe('The page list', () => {
  it('[UI-028, UI-029, UI-031, UI-032, UI-033, UI-035, UI-036, UI-042] holds the pages that stand in the order and with the names of the specification', () => {
    const offered = offeredGroups(everyRight).flatMap(({ pages }) => pages.map(({ name }) => name));
    const names = offered.map((name) => [russian.page[name], english.page[name]] as const);
    const places = names.map(([name]) => ENTRIES.findIndex(([other]) => other === name));
    const documented = places.filter((place) => place >= 0);
    expect(documented).toEqual(documented.toSorted((left, right) => left - right));
    for (const [index, [, englishName]] of names.entries()) {
      const entry = ENTRIES[places[index] ?? -1];
      if (entry) expect(englishName).toBe(entry[1]);
    }
    expect(names.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        'Зарядные станции',
        'Сессии',
        'Биллинг',
        'Тарифы',
        'Пользователи',
        'Удаленные команды',
        'Журнал безопасности',
        'Организации',
      ]),
    );
  });

  it('[UI-018, UI-045] groups pages under headings that lead nowhere, and marks the open page', async () => {
    const { user, address } = renderApp('/stations', { me: makeMe({ rights: everyRight }) });
    const list = within(await pageList());
    const finance = list.getByRole('list', { name: 'Финансы' });
    expect(within(finance).getByRole('link', { name: 'Тарифы' })).toBeVisible();
    expect(list.queryByRole('link', { name: 'Финансы' })).toBeNull();
    expect(list.getByRole('link', { name: 'Зарядные станции' })).toHaveAttribute('aria-current', 'page');
    await user.click(list.getByRole('link', { name: 'Сессии' }));
    await waitFor(() => expect(address()).toBe('/sessions'));
  });

  it('[UI-015, UI-045] leaves out a group none of whose pages may be seen', async () => {
    renderApp('/stations', { me: makeMe({ rights: ['stations:read'] }) });
    const list = within(await pageList());
    expect(list.getAllByRole('link')).toHaveLength(1);
    expect(list.queryByText('Справочники')).toBeNull();
  });

  it('[UI-017, UI-019, UI-025] says the version, is hidden by the hamburger, and stays so in this browser', async () => {
    const { user } = renderApp('/stations');
    expect(within(await pageList()).getByText('Версия 0.1.0')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Скрыть список страниц' }));
    expect(screen.queryByRole('navigation', { name: 'Список страниц' })).toBeNull();
    expect(localStorage.getItem('sc-page-list')).toBe('false');
    await user.click(screen.getByRole('button', { name: 'Показать список страниц' }));
    expect(await pageList()).toBeVisible();
  });
});

describe('The top bar', () => {
  it('[UI-021, UI-046, UI-048] switches the theme at once, and the profile follows', async () => {
    const { user, world } = renderApp('/stations');
    await user.click(await screen.findByRole('button', { name: /тёмн|темн/i }));
    expect(document.documentElement.dataset['theme']).toBe('dark');
    await waitFor(() => expect(world.me?.settings.theme).toBe('dark'));
    await user.click(screen.getByRole('button', { name: /светл/i }));
    expect(document.documentElement.dataset['theme']).toBe('light');
  });

  it('[UI-024] shows nothing of what was there after a log-out, even by the back button', async () => {
    const { user, navigate } = renderApp('/stations');
    await screen.findByText('EVSE55');
    await user.click(screen.getByRole('button', { name: 'Выйти' }));
    await screen.findByRole('heading', { name: 'Авторизация' });
    act(() => navigate('/stations'));
    expect(await screen.findByRole('heading', { name: 'Авторизация' })).toBeVisible();
    expect(screen.queryByText('EVSE55')).toBeNull();
  });
});

describe('Refresh', () => {
  const settings = (seconds: number | null) => ({
    ...makeMe().settings,
    auto_refresh_seconds: seconds,
  });
  const asks = (world: { asked: string[] }) => world.asked.length;

  it('[UI-074, UI-076] comes with the period of the profile and keeps filter, page and an open window', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    try {
      const me = makeMe({ settings: settings(5), rights: ['stations:read'] });
      const { world, address, user } = renderApp('/stations?technical_status=ok', { me });
      await screen.findByText('EVSE55');
      await user.click(screen.getByRole('button', { name: 'Фильтр' }));
      const before = asks(world);
      await act(() => vi.advanceTimersByTimeAsync(5200));
      await waitFor(() => expect(asks(world)).toBeGreaterThan(before));
      expect(address()).toBe('/stations?technical_status=ok');
      expect(screen.getByRole('dialog', { name: 'Фильтр' })).toBeVisible();
    } finally {
      vi.useRealTimers();
    }
  });

  it('[UI-075, UI-077] comes only by a press while it is switched off, and the top bar tells why', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    try {
      const me = makeMe({ settings: settings(null) });
      const { world, user } = renderApp('/stations', { me });
      await screen.findByText('EVSE55');
      const before = asks(world);
      await act(() => vi.advanceTimersByTimeAsync(61_000));
      expect(asks(world)).toBe(before);
      expect(screen.getByText(/автообновление выключено/)).toBeVisible();
      await user.click(screen.getByRole('button', { name: 'Обновить' }));
      await waitFor(() => expect(asks(world)).toBeGreaterThan(before));
    } finally {
      vi.useRealTimers();
    }
  });

  it('does not ask while nobody is known to be signed in', async () => {
    const { world } = renderApp('/stations', { me: null });
    expect(await screen.findByRole('heading', { name: 'Авторизация' })).toBeVisible();
    expect(asks(world)).toBe(0);
  });
});
