import { screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeMe, makeSession } from '@/testing/factories';
import { renderApp } from '@/testing/renderApp';
import { setLanguage } from '@/testing/texts';

const plain = (text: string | null | undefined) => (text ?? '').replaceAll('\u00a0', ' ');
const inLanguage = (language: 'ru' | 'en') =>
  makeMe({ settings: { ...makeMe().settings, language }, login: `reader-${language}` });

/** Everything that the documentation names has a value here. */
const session = makeSession({
  start_credential: { kind: 'ocpp', label: 'EC600594' },
  stop_credential: { kind: 'rfid', label: '****5824' },
  start_user: 'EC600594',
  stop_user_label: '****5824 (RFID)',
  limits_from: '2026-11-24T07:52:34Z',
  allowed_seconds: 3600,
  allowed_energy_wh: 20_000,
});

/** The fields of a block of the card with their values, in their order. */
async function fieldsOf(heading: string): Promise<[string, string][]> {
  const head = (await screen.findByRole('heading', { level: 2, name: heading })).parentElement;
  const lines = head?.nextElementSibling?.querySelectorAll(':scope > div') ?? [];
  return [...lines].map((line) => [
    plain(line.querySelector('dt')?.textContent),
    plain(line.querySelector('dd')?.textContent),
  ]);
}

const COLUMNS = {
  ru: [
    ['№ транзакции', '****45722da2'],
    ['Номер ЭЗС', 'EVSE186'],
    ['Номер', '1: CCS2'],
    ['Состояние', 'Успешно'],
    ['Когда', '24.11.2026 10:52→11:31 (0:39:03)'],
    ['Итого энергии, кВт·ч', '45,21(55%→97%)'],
    ['Макс.', '116кВт / 147А'],
    ['КПД', '1,39'],
    ['Пользователь, начавший сессию', 'EC600594'],
    ['Пользователь, закончивший сессию', '****5824 (RFID)'],
    ['Источник старта сессии', 'Удаленно через агрегатора (OCPP)'],
    ['Источник остановки сессии', 'Автомобиль заряжен'],
    ['Сумма', '994,62 ₽'],
  ],
  en: [
    ['Transaction No.', '****45722da2'],
    ['Station number', 'EVSE186'],
    ['Number', '1: CCS2'],
    ['State', 'Success'],
    ['When', '24.11.2026 10:52→11:31 (0:39:03)'],
    ['Total energy, kWh', '45.21(55%→97%)'],
    ['Max.', '116kW / 147A'],
    ['Efficiency', '1.39'],
    ['User who started the session', 'EC600594'],
    ['User who ended the session', '****5824 (RFID)'],
    ['Session start source', 'Remotely through the aggregator (OCPP)'],
    ['Session stop source', 'Vehicle charged'],
    ['Amount', '994.62 ₽'],
  ],
} as const;

const CARD = {
  ru: {
    'Общая информация': [
      ['№ транзакции', '562d21f0-e1d6-466b-b4ff-f50145722da2'],
      ['Номер ЭЗС', 'EVSE186DC CS4.2 120kW'],
      ['Пользователь, начавший сессию', 'EC600594Показать сессии пользователя'],
      ['Удостоверение начавшего сессию', 'EC600594 (OCPP)'],
      ['Пользователь, закончивший сессию', '****5824 (RFID-метка)'],
      ['Удостоверение закончившего сессию', '****5824 (RFID-метка)'],
      ['Кто платит', 'EC600594'],
      ['КПД', '1,39'],
    ],
    Коннектор: [
      ['Тип', 'CCS2'],
      ['Номер', '1'],
      ['Последнее состояние коннектора', 'B2 (Зарядка завершена)'],
      ['Флаги сессии', 'OCPPSession'],
      ['Лимит мощности коннектора, кВт', '120,00'],
    ],
    Параметры: [
      ['Итого энергии, кВт·ч', '45,21'],
      ['Начальное значение счетчика, кВт·ч', '3 176,37'],
      ['Конечное значение счетчика, кВт·ч', '3 221,58'],
      ['Максимальная мощность, кВт', '116,30'],
      ['Начальный заряд батареи, %', '55 %'],
      ['Конечный заряд батареи, %', '97 %'],
      ['Минимальный ток, А', '48,90'],
      ['Максимальный ток, А', '147,00'],
      ['Время начала действия параметров', '24.11.2026 10:52:34'],
      ['Макс. разрешенная мощность, кВт', '120,00'],
      ['Макс. разрешенное время зарядки', '1:00:00'],
      ['Макс. разрешенное кол-во кВт·ч', '20,00'],
      ['Длительность', '0:39:03'],
    ],
    'Данные от машины': [
      ['UID машины', 'A43F910C77E2Показать сессии автомобиля'],
      ['Емкость батареи, кВт·ч', '100,00'],
      ['Начальное напряжение батареи, В', '705'],
      ['Максимальная мощность, кВт', '326,16'],
      ['Максимальное напряжение, В', '815'],
      ['Максимальный ток, А', '400'],
    ],
  },
  en: {
    'General information': [
      ['Transaction No.', '562d21f0-e1d6-466b-b4ff-f50145722da2'],
      ['Station number', 'EVSE186DC CS4.2 120kW'],
      ['User who started the session', "EC600594Show the user's sessions"],
      ['Credential of the user who started', 'EC600594 (OCPP)'],
      ['User who ended the session', '****5824 (RFID tag)'],
      ['Credential of the user who ended', '****5824 (RFID tag)'],
      ['Who pays', 'EC600594'],
      ['Efficiency', '1.39'],
    ],
    Connector: [
      ['Type', 'CCS2'],
      ['Number', '1'],
      ['Last connector state', 'B2 (Charging finished)'],
      ['Session flags', 'OCPPSession'],
      ['Connector power limit, kW', '120.00'],
    ],
    Parameters: [
      ['Total energy, kWh', '45.21'],
      ['Meter at start, kWh', '3,176.37'],
      ['Meter at end, kWh', '3,221.58'],
      ['Maximum power, kW', '116.30'],
      ['Battery at start, %', '55 %'],
      ['Battery at end, %', '97 %'],
      ['Minimum current, A', '48.90'],
      ['Maximum current, A', '147.00'],
      ['Parameters valid from', '24.11.2026 10:52:34'],
      ['Max. allowed power, kW', '120.00'],
      ['Max. allowed charging time', '1:00:00'],
      ['Max. allowed kWh', '20.00'],
      ['Duration', '0:39:03'],
    ],
    'Data from the vehicle': [
      ['Vehicle UID', "A43F910C77E2Show the car's sessions"],
      ['Battery capacity, kWh', '100.00'],
      ['Battery voltage at start, V', '705'],
      ['Maximum power, kW', '326.16'],
      ['Maximum voltage, V', '815'],
      ['Maximum current, A', '400'],
    ],
  },
} as const;

const TABS = {
  ru: ['ИНФО', 'ГРАФИКИ', 'ДАМП ЗАРЯДКИ', 'ОПЕР. ЛОГ', 'ТАРИФИКАЦИЯ', 'ПЛАТЕЖИ'],
  en: ['INFO', 'CHARTS', 'CHARGING DUMP', 'OPERATION LOG', 'PRICING', 'PAYMENTS'],
};

describe.each(['ru', 'en'] as const)('What a session says (%s)', (language) => {
  beforeEach(() => setLanguage(language));

  it('[SES-020..SES-033] has the documented columns in their order, five of them when they are wanted', async () => {
    const { user } = renderApp('/sessions', { me: inLanguage(language), sessions: [session] });
    await screen.findByText('EVSE186');
    await user.click(screen.getByRole('button', { name: language === 'ru' ? 'Колонки' : 'Columns' }));
    const boxes = await screen.findAllByRole<HTMLInputElement>('checkbox');
    const hidden = COLUMNS[language].slice(8).map(([title]) => title);
    expect(boxes.filter(({ checked }) => !checked)).toHaveLength(hidden.length);
    for (const name of hidden) await user.click(screen.getByRole('checkbox', { name }));
    await user.keyboard('{Escape}');
    const [, ...headings] = screen.getAllByRole('columnheader').map(({ textContent }) => textContent);
    const [eye, ...cells] = screen.getAllByRole('cell').map(({ textContent }) => plain(textContent));
    expect(eye).toBe('');
    expect(headings.map((heading, at) => [heading, cells[at]])).toEqual(COLUMNS[language]);
  });

  it('[SES-081..SES-089, SES-091..SES-094, SES-095..SES-111, SES-131, SES-133..SES-137] tells in its card', async () => {
    renderApp(`/sessions/${session.id}/info`, { me: inLanguage(language), sessions: [session] });
    await screen.findByText('A43F910C77E2');
    for (const [block, fields] of Object.entries(CARD[language]))
      expect(await fieldsOf(block)).toEqual(fields);
  });

  it('offers its tabs in the documented order', async () => {
    renderApp(`/sessions/${session.id}/info`, { me: inLanguage(language), sessions: [session] });
    await screen.findByText('A43F910C77E2');
    const tabs = within(
      screen.getByRole('navigation', { name: /^(Разделы карточки|Sections of the card)$/ }),
    ).getAllByRole('link');
    expect(tabs.map(({ textContent }) => textContent)).toEqual(TABS[language]);
  });

  it('[SES-104, SES-105, SES-108..SES-111] leaves empty what is not known or not limited, never the field', async () => {
    const nothing = { soc_start: null, soc_end: null, power_limit_w: null, allowed_seconds: null };
    const slow = makeSession({
      ...nothing,
      allowed_energy_wh: null,
      limits_from: null,
      connector_type: 'type2',
    });
    renderApp(`/sessions/${slow.id}/info`, { me: inLanguage(language), sessions: [slow] });
    const documented = language === 'ru' ? CARD.ru['Параметры'] : CARD.en['Parameters'];
    const fields = await fieldsOf(language === 'ru' ? 'Параметры' : 'Parameters');
    expect(fields.map(([label]) => label)).toEqual(documented.map(([label]) => label));
    expect(fields.filter(([, value]) => value === '')).toHaveLength(6);
  });
});
