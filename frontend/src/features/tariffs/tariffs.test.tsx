import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderApp } from '@/testing/renderApp';
import { makeTariff } from '@/testing/tariffSketches';
import { EMPTY, toBody, valuesOf, weekOf } from './tariffForm';

const plain = (text: string | null) => (text ?? '').replaceAll('\u00a0', ' ');

describe('The page of tariffs', () => {
  it('[TAR-001, TAR-006, TAR-007, TAR-009] lists tariffs by name, finds one, and shows the chosen one', async () => {
    const { user, address } = renderApp('/tariffs');
    const list = within(await screen.findByRole('list', { name: 'ИНФО' }));
    await waitFor(() => expect(list.getAllByRole('listitem')).toHaveLength(5));
    await user.type(screen.getByRole('textbox', { name: 'Поиск по названию' }), 'ночь');
    await waitFor(() => expect(list.getAllByRole('listitem')).toHaveLength(1));
    await user.click(list.getByRole('button', { name: /^Ночь и выходные/ }));
    await waitFor(() => expect(address()).toContain('?tariff='));
    const details = within(await screen.findByRole('region', { name: 'Ночь и выходные 9 ₽' }));
    expect(details.getByText('Действует')).toBeVisible();
    expect(screen.getByRole('link', { name: 'ГРУППЫ ПОЛЬЗОВАТЕЛЕЙ' })).toBeVisible();
  });

  it('[TAR-011, TAR-012, TAR-013, TAR-014, TAR-016, TAR-019, TAR-020, TAR-024, TAR-025] leaves values out, never fields', async () => {
    const tariff = makeTariff({
      name: 'Ночной',
      periodicity: 'weekly',
      window_start: '23:00:00',
      window_end: '07:00:00',
      weekdays: [6, 7],
      price_kwh: '11.00',
      connector_types: ['type2', 'ccs2'],
    });
    renderApp('/tariffs/info', { tariffs: [tariff] });
    const details = await screen.findByRole('region', { name: 'Ночной' });
    const value = (label: string) => plain(within(details).getByText(label).nextSibling?.textContent ?? '');
    expect(value('Начало действия тарифа')).toMatch(/^1[67] января 2025 \d\d:00$/);
    expect(value('Окончание действия тарифа')).toBe('');
    expect(value('Режим периодичности тарифа')).toBe('Еженедельно');
    expect(value('Начало периода действия тарифа')).toBe('23:00');
    expect(value('Дни недели для еженедельного повторения действия тарифа')).toBe('Суббота, Воскресенье');
    expect(value('Типы коннекторов')).toBe('Type2, CCS2');
    expect(value('Стоимость 1 кВт·ч, ₽')).toBe('11,00');
    expect(value('Бесплатное время простоя после зарядки, мин')).toBe('');
  });

  it('[TAR-026, TAR-027, TAR-028, TAR-029, TAR-030, TAR-031, TAR-034, TAR-036, TAR-047] adds a weekly tariff', async () => {
    const { user, world } = renderApp('/tariffs/info');
    await user.click(await screen.findByRole('button', { name: 'Добавить тариф' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Добавление тарифа' }));
    await user.click(dialog.getByRole('button', { name: 'ОК' }));
    expect((await dialog.findAllByText('Обязательное поле')).length).toBe(2);
    expect(dialog.queryByRole('textbox', { name: /^Начало периода/ })).toBeNull();
    await user.type(dialog.getByRole('textbox', { name: /^Название/ }), 'Ночной');
    expect(dialog.getByText('6 / 250')).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'DC' }));
    expect(dialog.getByRole('button', { name: 'CHAdeMO' })).toHaveAttribute('aria-pressed', 'true');
    expect(dialog.getByRole('button', { name: 'Type2' })).toHaveAttribute('aria-pressed', 'false');
    await user.click(dialog.getByRole('combobox', { name: /^Режим периодичности/ }));
    await user.click(await screen.findByRole('option', { name: 'Еженедельно' }));
    await user.type(dialog.getByRole('textbox', { name: /^Начало периода/ }), '2300');
    await user.type(dialog.getByRole('textbox', { name: /^Окончание периода/ }), '0700');
    expect(await dialog.findByText('На следующий день')).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Пн' }));
    await user.click(dialog.getByRole('button', { name: /^Дополнительно/ }));
    await user.type(dialog.getByRole('textbox', { name: /^Стоимость 1 кВт·ч/ }), '9,5');
    await user.click(dialog.getByRole('button', { name: 'ОК' }));
    expect(await screen.findByText('Тариф добавлен')).toBeVisible();
    expect(world.tariffs.find(({ name }) => name === 'Ночной')).toMatchObject({
      is_in_force: true,
      periodicity: 'weekly',
      window_start: '23:00',
      window_end: '07:00',
      weekdays: [1],
      price_kwh: '9.50',
      connector_types: ['ccs2', 'gbt', 'chademo'],
    });
  });

  it('[TAR-008, TAR-052] switches a tariff off, keeping the rest', async () => {
    const { user, world } = renderApp('/tariffs/info');
    await user.click(await screen.findByRole('button', { name: 'Действия: День 14 ₽' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Изменить' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Изменение тарифа' }));
    await user.click(dialog.getByRole('switch', { name: 'Признак действия тарифа' }));
    await user.click(dialog.getByRole('button', { name: 'ОК' }));
    expect(await screen.findByText('Тариф изменен')).toBeVisible();
    expect(world.tariffs[0]).toMatchObject({ is_in_force: false, price_kwh: '14.00', window_start: '07:00' });
  });

  it('[TAR-010] deletes only after a question', async () => {
    const { user, world } = renderApp('/tariffs/info');
    await user.click(await screen.findByRole('button', { name: 'Действия: Тестовый' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Удалить' }));
    const question = within(await screen.findByRole('dialog', { name: 'Удалить тариф' }));
    expect(question.getByText(/сохранят свою детализацию/)).toBeVisible();
    expect(world.tariffs).toHaveLength(5);
    await user.click(question.getByRole('button', { name: 'УДАЛИТЬ' }));
    await waitFor(() => expect(world.tariffs).toHaveLength(4));
  });

  it('calculates a tariff on a session beside what it cost', async () => {
    const { user } = renderApp('/tariffs/info');
    const details = within(await screen.findByRole('region', { name: 'День 14 ₽' }));
    await user.click(details.getByRole('button', { name: 'Рассчитать на сессии' }));
    const dialog = within(await screen.findByRole('dialog', { name: /Этот тариф на той сессии/ }));
    await user.click(dialog.getByRole('combobox'));
    const [option] = await screen.findAllByRole('option', { name: /^EVSE186/ });
    await user.click(option as HTMLElement);
    expect(plain((await dialog.findByText('По этому тарифу')).nextSibling?.textContent ?? '')).toBe(
      '632,94 ₽',
    );
    expect(plain(dialog.getByText('Рассчитано').nextSibling?.textContent ?? '')).toBe('994,62 ₽');
    expect(plain(dialog.getByText('Разница').nextSibling?.textContent ?? '')).toBe('-361,68 ₽');
  });
});

describe('Groups', () => {
  it('[TAR-067, TAR-068, TAR-070, TAR-071, TAR-073, TAR-075] of stations are made with members and a unique name', async () => {
    const { user, world } = renderApp('/tariffs/stationGroups');
    expect(await screen.findByText('EVSE31, EVSE60, EVSE62')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Добавление группы зарядных станций' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Добавление группы зарядных станций' }));
    await user.type(dialog.getByRole('textbox', { name: /^Название группы/ }), 'Трасса М-11');
    await user.click(dialog.getByRole('combobox'));
    await user.click(await screen.findByRole('option', { name: /^EVSE08/ }));
    await user.click(dialog.getByRole('button', { name: 'ОК' }));
    await waitFor(() => expect(dialog.getByRole('textbox', { name: /^Название группы/ })).toBeInvalid());
    await user.type(dialog.getByRole('textbox', { name: /^Название группы/ }), ' и М-4');
    await user.click(dialog.getByRole('button', { name: 'ОК' }));
    expect(await screen.findByText('Группа добавлена')).toBeVisible();
    expect(world.stationGroups.at(-1)).toMatchObject({
      name: 'Трасса М-11 и М-4',
      members: [{ label: 'EVSE08' }],
    });
  });

  it('[TAR-054, TAR-055, TAR-057, TAR-058, TAR-059, TAR-060] of users are listed with their logins, by name', async () => {
    const { world } = renderApp('/tariffs/userGroups');
    expect(await screen.findByText('petrov, technik01')).toBeVisible();
    expect(new URLSearchParams(world.asked.at(-1)).get('sort')).toBe('name');
    expect(screen.getByRole('columnheader', { name: 'Дата и время последнего изменения' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Действия: Транслог' })).toBeVisible();
  });
});

describe('What a form means', () => {
  it('[TAR-048] a window over midnight goes on into the next day', () => {
    const week = weekOf(
      { ...EMPTY, periodicity: 'weekly', windowStart: '23:00', windowEnd: '07:00', weekdays: ['7'] },
      1,
    );
    expect(week[6]).toEqual([{ from: 1380, to: 1440 }]);
    expect(week[0]).toEqual([{ from: 0, to: 420 }]);
  });

  it('[TAR-045, TAR-049] permanently has no window, no end is sent as none', () => {
    expect(toBody({ ...valuesOf(makeTariff()), validTo: '' })).toMatchObject({
      valid_to: null,
      window_start: null,
      window_end: null,
      weekdays: [],
    });
  });
});
