import type { Readings } from '@/api/types';

const STEP_MS = 900_000;
const SPAN_MS = 72 * 3_600_000;

/** Three days of a sensor and of the meter at the input; without `told` a station that has neither. */
export function makeReadings(told?: { climate?: boolean; meter?: boolean }): Readings {
  const since = Date.now() - SPAN_MS;
  const steps = told ? SPAN_MS / STEP_MS : 0;
  return {
    since: new Date(since).toISOString(),
    step_seconds: STEP_MS / 1000,
    sensors: [],
    series: Array.from({ length: steps }, (_, index) => {
      const day = Math.sin((index / 96) * 2 * Math.PI);
      return {
        at: new Date(since + index * STEP_MS).toISOString(),
        temperature_c: told?.climate ? 21 + 4 * day : null,
        humidity_percent: told?.climate ? 42 - 6 * day : null,
        register_wh: told?.meter ? 15_200_000 + index * 2000 : null,
        power_w: told?.meter ? 8000 + 3000 * day : null,
      };
    }),
  };
}
