import type { Station } from '@/api/types';

type NumberWords = (value: number, decimals: number) => string;

/** «21,4 °C / 38 %», as far as a sensor tells. */
const readingOf =
  (number: NumberWords) =>
  ({ temperature_c: celsius, humidity_percent: percent }: Station['sensors'][number]): string =>
    [
      typeof celsius === 'number' && `${number(celsius, 1)} °C`,
      typeof percent === 'number' && `${number(percent, 0)} %`,
    ]
      .filter(Boolean)
      .join(' / ');

/** Readings of all sensors of a station; empty without one (STN-027, STN-108). */
export const readingsOf = ({ sensors }: Pick<Station, 'sensors'>, number: NumberWords): string =>
  sensors.map(readingOf(number)).filter(Boolean).join('; ');
