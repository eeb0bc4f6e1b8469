import type { StationGroup, Tariff, UserGroup } from '@/api/types';
import { makeId, ROOT_ORGANIZATION } from './factories';

export const makeTariff = (change: Partial<Tariff> = {}): Tariff => ({
  id: makeId(),
  organization_id: ROOT_ORGANIZATION,
  revision: 1,
  name: 'День 14 ₽',
  is_in_force: true,
  periodicity: 'permanent',
  valid_from: '2025-01-16T21:00:00Z',
  valid_to: null,
  window_start: null,
  window_end: null,
  weekdays: [],
  connector_types: ['tesla', 'type2', 'ccs2', 'gbt', 'chademo', 'type1', 'gbt_ac'],
  priority: 0,
  user_group_id: null,
  user_group_name: null,
  station_group_id: null,
  station_group_name: null,
  price_kwh: '14.00',
  price_minute: '0.00',
  price_start: '0.00',
  price_idle_minute: '0.00',
  free_idle_minutes: 0,
  minimum: null,
  maximum: null,
  created_at: '2025-01-16T21:00:00Z',
  updated_at: '2025-01-16T21:00:00Z',
  warnings: [],
  ...change,
});

export const makeTariffs = (): Tariff[] => [
  makeTariff({ periodicity: 'daily', window_start: '07:00:00', window_end: '23:00:00' }),
  makeTariff({
    name: 'Ночь и выходные 9 ₽',
    periodicity: 'weekly',
    window_start: '23:00:00',
    window_end: '07:00:00',
    weekdays: [1, 2, 3, 4, 5],
    price_kwh: '9.00',
    connector_types: ['ccs2', 'gbt', 'chademo'],
  }),
  makeTariff({
    name: 'Корпоративный «Транслог»',
    price_kwh: '11.00',
    price_idle_minute: '5.00',
    free_idle_minutes: 15,
    user_group_id: makeId(),
    user_group_name: 'Транслог',
    minimum: '50.00',
  }),
  makeTariff({ name: 'Сочи, курортный сезон', valid_to: '2026-09-30T21:00:00Z', price_kwh: '19.00' }),
  makeTariff({ name: 'Тестовый', is_in_force: false, price_kwh: '1.00' }),
];

const group = (name: string, labels: string[]): UserGroup => ({
  id: makeId(),
  revision: 1,
  organization_id: ROOT_ORGANIZATION,
  name,
  members: labels.map((label) => ({ id: makeId(), label })),
  created_at: '2026-11-01T09:00:00Z',
  modified_at: '2026-11-20T10:12:31Z',
});

export const makeGroups = (): { userGroups: UserGroup[]; stationGroups: StationGroup[] } => ({
  userGroups: [group('Транслог', ['petrov', 'technik01']), group('Сотрудники', ['marina'])],
  stationGroups: [
    group('Станции по 11р по всем коннекторам', ['EVSE31', 'EVSE60', 'EVSE62']),
    group('Трасса М-11', ['EVSE134']),
  ],
});
