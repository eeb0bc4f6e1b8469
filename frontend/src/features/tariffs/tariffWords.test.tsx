import { screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeMe } from '@/testing/factories';
import { renderApp } from '@/testing/renderApp';
import { makeTariff } from '@/testing/tariffSketches';
import { setLanguage } from '@/testing/texts';

const plain = (text: string | null | undefined) => (text ?? '').replaceAll('\u00a0', ' ');
const inLanguage = (language: 'ru' | 'en') =>
  makeMe({ settings: { ...makeMe().settings, language }, login: `reader-${language}` });

/** Every field of a tariff has a value here. */
const tariff = makeTariff({
  name: 'Станции по 11р',
  periodicity: 'weekly',
  valid_to: '2026-09-30T21:00:00Z',
  window_start: '23:00:00',
  window_end: '07:00:00',
  weekdays: [6, 7],
  connector_types: ['tesla', 'type2', 'ccs2', 'gbt', 'chademo', 'type1', 'gbt_ac'],
  station_group_name: 'Станции по 11р по всем коннекторам',
  user_group_name: 'Транслог',
  price_kwh: '11.00',
  price_minute: '3.50',
  price_start: '15.00',
  price_idle_minute: '5.00',
  free_idle_minutes: 10,
  minimum: '50.00',
  maximum: '1500.00',
});
const TYPES = 'Tesla, Type2, CCS2, GB/T, CHAdeMO, Type1, GB/T-AC';

const DETAILS = {
  ru: [
    ['Начало действия тарифа', /^1[67] января 2025 \d\d:00$/],
    ['Окончание действия тарифа', /^(30 сентября|1 октября) 2026 \d\d:00$/],
    ['Режим периодичности тарифа', /^Еженедельно$/],
    ['Начало периода действия тарифа', /^23:00$/],
    ['Окончание периода действия тарифа', /^07:00$/],
    ['Дни недели для еженедельного повторения действия тарифа', /^Суббота, Воскресенье$/],
    ['Группа зарядных станций', /^Станции по 11р по всем коннекторам$/],
    ['Группа пользователей', /^Транслог$/],
    ['Типы коннекторов', new RegExp(`^${TYPES}$`)],
    ['Стоимость 1 кВт·ч, ₽', /^11,00$/],
    ['Стоимость 1 минуты активной зарядки, ₽', /^3,50$/],
    ['Стоимость начала зарядки, ₽', /^15,00$/],
    ['Стоимость минуты простоя после зарядки, ₽', /^5,00$/],
    ['Бесплатное время простоя после зарядки, мин', /^10$/],
    ['Минимальная сумма, ₽', /^50,00$/],
    ['Максимальная сумма, ₽', /^1 500,00$/],
  ],
  en: [
    ['Tariff valid from', /^1[67] January 2025 \d\d:00$/],
    ['Tariff valid until', /^(30 September|1 October) 2026 \d\d:00$/],
    ['Periodicity mode', /^Weekly$/],
    ['Start of the period of validity', /^23:00$/],
    ['End of the period of validity', /^07:00$/],
    ['Weekdays for weekly repetition', /^Saturday, Sunday$/],
    ['Station group', /^Станции по 11р по всем коннекторам$/],
    ['User group', /^Транслог$/],
    ['Connector types', new RegExp(`^${TYPES}$`)],
    ['Price of 1 kWh, ₽', /^11\.00$/],
    ['Price of 1 minute of active charging, ₽', /^3\.50$/],
    ['Price of starting to charge, ₽', /^15\.00$/],
    ['Price of a minute of idling after charging, ₽', /^5\.00$/],
    ['Free idle time after charging, min', /^10$/],
    ['Minimum amount, ₽', /^50\.00$/],
    ['Maximum amount, ₽', /^1,500\.00$/],
  ],
} as const;

const FORM = {
  ru: {
    add: 'Добавить тариф',
    title: 'Добавление тарифа',
    tabs: ['Инфо', 'Дополнительно'],
    buttons: ['ОТМЕНА', 'ОК'],
    required: ['Название', 'Типы коннекторов', 'Режим периодичности тарифа'],
    inForce: 'Признак действия тарифа',
    days: ['Начало действия тарифа', 'Окончание действия тарифа'],
    mode: 'Режим периодичности тарифа',
    daily: 'Ежесуточно',
    window: ['Начало периода действия тарифа', 'Окончание периода действия тарифа'],
    weekly: 'Еженедельно',
    weekdays: 'Дни недели для еженедельного повторения действия тарифа',
    all: 'Все',
    groups: ['Группа зарядных станций', 'Группа пользователей'],
    suggestions: 'Начните ввод',
    prices: [
      'Стоимость 1 кВт·ч',
      'Стоимость 1 минуты активной зарядки',
      'Стоимость начала зарядки',
      'Стоимость минуты простоя после зарядки',
    ],
    free: 'Бесплатное время простоя после зарядки',
  },
  en: {
    add: 'Add a tariff',
    title: 'Add tariff',
    tabs: ['Info', 'Additional'],
    buttons: ['CANCEL', 'OK'],
    required: ['Name', 'Connector types', 'Periodicity mode'],
    inForce: 'Tariff in force',
    days: ['Tariff valid from', 'Tariff valid until'],
    mode: 'Periodicity mode',
    daily: 'Daily',
    window: ['Start of the period of validity', 'End of the period of validity'],
    weekly: 'Weekly',
    weekdays: 'Weekdays for weekly repetition',
    all: 'All',
    groups: ['Station group', 'User group'],
    suggestions: 'Start typing',
    prices: [
      'Price of 1 kWh',
      'Price of 1 minute of active charging',
      'Price of starting to charge',
      'Price of a minute of idling after charging',
    ],
    free: 'Free idle time after charging',
  },
} as const;

async function openForm(language: 'ru' | 'en') {
  const app = renderApp('/tariffs/info', { me: inLanguage(language), tariffs: [] });
  const words = FORM[language];
  await app.user.click(await screen.findByRole('button', { name: words.add }));
  const dialog = within(await screen.findByRole('dialog', { name: words.title }));
  return { ...app, words, dialog };
}
const starting = (label: string) => new RegExp(`^${label}`);

describe.each(['ru', 'en'] as const)('What a tariff says (%s)', (language) => {
  beforeEach(() => setLanguage(language));

  it('[TAR-011..TAR-024] shows every field with its value, in their order', async () => {
    renderApp('/tariffs/info', { me: inLanguage(language), tariffs: [tariff] });
    const details = await screen.findByRole('region', { name: tariff.name });
    const lines = [...details.querySelectorAll('dl > div')].map((line) => [
      line.querySelector('dt')?.textContent,
      plain(line.querySelector('dd')?.textContent),
    ]);
    expect(lines.map(([label]) => label)).toEqual(DETAILS[language].map(([label]) => label));
    DETAILS[language].forEach(([, value], at) => expect(lines[at]?.[1]).toMatch(value));
  });

  it('[TAR-026, TAR-028..TAR-036] asks on its first tab what fits the chosen mode', async () => {
    const { user, words, dialog } = await openForm(language);
    for (const name of words.tabs) expect(dialog.getByRole('button', { name: starting(name) })).toBeVisible();
    for (const name of words.buttons) expect(dialog.getByRole('button', { name })).toBeVisible();
    for (const name of words.required) expect(dialog.getByText(name, { exact: false, selector: 'label, legend, span' }).textContent).toContain('*'); // prettier-ignore
    expect(dialog.getByRole('switch', { name: words.inForce })).toBeChecked();
    for (const name of words.days) expect(dialog.getByRole('button', { name: starting(name) })).toBeVisible();
    const shown = (names: readonly string[]) =>
      names.map((name) => dialog.queryByRole('textbox', { name: starting(name) }) !== null);
    expect([shown(words.window), dialog.queryByText(words.weekdays)]).toEqual([[false, false], null]);
    const choose = async (mode: string) => {
      await user.click(dialog.getByRole('combobox', { name: starting(words.mode) }));
      await user.click(await screen.findByRole('option', { name: mode }));
    };
    await choose(words.daily);
    expect([shown(words.window), dialog.queryByText(words.weekdays)]).toEqual([[true, true], null]);
    await choose(words.weekly);
    expect(shown(words.window)).toEqual([true, true]);
    expect(dialog.getByText(starting(words.weekdays))).toBeVisible();
  });

  it('[TAR-030] fills the types by three buttons, and lets single ones be chosen', async () => {
    const { user, words, dialog } = await openForm(language);
    const chosen = () =>
      ['Type1', 'Type2', 'GB/T-AC', 'GB/T', 'CHAdeMO', 'CCS2', 'Tesla'].filter(
        (name) => dialog.getByRole('button', { name }).getAttribute('aria-pressed') === 'true',
      );
    await user.click(dialog.getByRole('button', { name: words.all }));
    expect(chosen()).toHaveLength(7);
    await user.click(dialog.getByRole('button', { name: 'AC' }));
    expect(chosen()).toEqual(['Type1', 'Type2', 'GB/T-AC']);
    await user.click(dialog.getByRole('button', { name: 'DC' }));
    expect(chosen()).toEqual(['GB/T', 'CHAdeMO', 'CCS2']);
    await user.click(dialog.getByRole('button', { name: 'Tesla' }));
    expect(chosen()).toEqual(['GB/T', 'CHAdeMO', 'CCS2', 'Tesla']);
  });

  it('[TAR-037..TAR-043] asks on its second tab for groups and prices, none of them required', async () => {
    const { user, words, dialog } = await openForm(language);
    await user.click(dialog.getByRole('button', { name: starting(words.tabs[1]) }));
    for (const name of words.groups)
      expect(dialog.getByRole('combobox', { name: starting(name) })).toHaveAttribute(
        'placeholder',
        words.suggestions,
      );
    for (const name of [...words.prices, words.free]) {
      const field = dialog.getByRole('textbox', { name: starting(name) });
      expect(field).not.toBeRequired();
    }
    await user.type(dialog.getByRole('textbox', { name: starting(words.free) }), '7.5');
    expect(dialog.getByRole('textbox', { name: starting(words.free) })).toHaveValue('75'); // whole minutes
    const price = dialog.getByRole('textbox', { name: starting(words.prices[0]) });
    await user.type(price, '9,755');
    expect(price).toHaveValue('9,75'); // two decimals
    await user.clear(price);
    await user.type(price, '-1');
    await user.click(dialog.getByRole('button', { name: words.buttons[1] }));
    expect(price).toBeInvalid();
  });
});
