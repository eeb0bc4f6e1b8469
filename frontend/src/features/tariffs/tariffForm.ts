import type { Tariff } from '@/api/types';
import type { Option } from '@/components/fields/SelectInput';
import type { Day } from '@/components/fields/calendar';
import { dayStart, nextDay } from '@/lib/zonedDay';
import { formatDate } from '@/lib/format';
import type { TariffBody } from './queries';

export const TYPES = ['tesla', 'type2', 'ccs2', 'gbt', 'chademo', 'type1', 'gbt_ac'] as const;
export const AC = ['type1', 'type2', 'gbt_ac'] as const;
export const DC = ['ccs2', 'gbt', 'chademo'] as const;
export const PERIODICITIES = ['permanent', 'daily', 'weekly'] as const;

export interface TariffValues {
  isInForce: boolean;
  name: string;
  types: readonly string[];
  periodicity: string;
  validFrom: Day;
  validTo: Day;
  windowStart: string;
  windowEnd: string;
  weekdays: readonly string[];
  stationGroup: Option | null;
  userGroup: Option | null;
  kwh: number | null;
  minute: number | null;
  start: number | null;
  idle: number | null;
  freeIdle: number | null;
  minimum: number | null;
  maximum: number | null;
}

export const EMPTY: TariffValues = {
  isInForce: true,
  name: '',
  types: [],
  periodicity: 'permanent',
  validFrom: '',
  validTo: '',
  windowStart: '',
  windowEnd: '',
  weekdays: [],
  stationGroup: null,
  userGroup: null,
  kwh: null,
  minute: null,
  start: null,
  idle: null,
  freeIdle: null,
  minimum: null,
  maximum: null,
};

const dayOf = (iso: string | null | undefined): Day =>
  iso ? formatDate(iso).split('.').reverse().join('-') : '';
/** An end is the moment after its last day. */
const lastDayOf = (iso: string | null | undefined): Day =>
  iso ? dayOf(new Date(Date.parse(iso) - 1).toISOString()) : '';
const hours = (time: string | null | undefined) => time?.slice(0, 5) ?? '';
const price = (text: string | null | undefined) => (Number(text ?? 0) === 0 ? null : Number(text));
const option = (id: string | null | undefined, name: string | null | undefined): Option | null =>
  id ? { value: id, label: name ?? '…' } : null;

export const valuesOf = (tariff: Tariff): TariffValues => ({
  isInForce: tariff.is_in_force,
  name: tariff.name,
  types: tariff.connector_types,
  periodicity: tariff.periodicity,
  validFrom: dayOf(tariff.valid_from),
  validTo: lastDayOf(tariff.valid_to),
  windowStart: hours(tariff.window_start),
  windowEnd: hours(tariff.window_end),
  weekdays: tariff.weekdays.map(String),
  stationGroup: option(tariff.station_group_id, tariff.station_group_name),
  userGroup: option(tariff.user_group_id, tariff.user_group_name),
  kwh: price(tariff.price_kwh),
  minute: price(tariff.price_minute),
  start: price(tariff.price_start),
  idle: price(tariff.price_idle_minute),
  freeIdle: tariff.free_idle_minutes || null,
  minimum: price(tariff.minimum),
  maximum: price(tariff.maximum),
});

const amount = (value: number | null) => (value ?? 0).toFixed(2);

export function toBody(values: TariffValues): TariffBody {
  const hasWindow = values.periodicity !== 'permanent';
  return {
    name: values.name.trim(),
    is_in_force: values.isInForce,
    connector_types: values.types as TariffBody['connector_types'],
    periodicity: values.periodicity as NonNullable<TariffBody['periodicity']>,
    ...(values.validFrom ? { valid_from: dayStart(values.validFrom) } : {}),
    valid_to: values.validTo ? dayStart(nextDay(values.validTo)) : null,
    window_start: hasWindow ? values.windowStart : null,
    window_end: hasWindow ? values.windowEnd : null,
    weekdays: values.periodicity === 'weekly' ? values.weekdays.map(Number) : [],
    station_group_id: values.stationGroup?.value ?? null,
    user_group_id: values.userGroup?.value ?? null,
    price_kwh: amount(values.kwh),
    price_minute: amount(values.minute),
    price_start: amount(values.start),
    price_idle_minute: amount(values.idle),
    free_idle_minutes: values.freeIdle ?? 0,
    minimum: values.minimum === null ? null : amount(values.minimum),
    maximum: values.maximum === null ? null : amount(values.maximum),
  };
}

/** Hours of the week that a tariff covers, per day: a window over midnight goes on into the next day (TAR-048). */
export function weekOf(
  values: Pick<TariffValues, 'periodicity' | 'windowStart' | 'windowEnd' | 'weekdays'>,
  firstWeekday: number,
): { from: number; to: number }[][] {
  const week: { from: number; to: number }[][] = Array.from({ length: 7 }, () => []);
  const add = (day: number, from: number, to: number) => to > from && week[day % 7]?.push({ from, to });
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  for (let day = 0; day < 7; day += 1) {
    if (values.periodicity === 'permanent') {
      add(day, 0, 1440);
      continue;
    }
    if (values.periodicity === 'weekly' && !values.weekdays.includes(String(day + firstWeekday))) continue;
    if (!/^\d\d:\d\d$/.test(values.windowStart) || !/^\d\d:\d\d$/.test(values.windowEnd)) continue;
    const from = minutes(values.windowStart);
    const to = minutes(values.windowEnd);
    if (to > from) add(day, from, to);
    else {
      add(day, from, 1440);
      add(day + 1, 0, to);
    }
  }
  return week;
}
