import type { Connector, Station } from '@/api/types';

/** By connector number, 0 the station; in kW, null without a user limit. */
export type Limits = Readonly<Record<number, number | null>>;

/** A row of the window: the station itself, then its connectors in the order of their addresses. */
export interface LimitRow {
  number: number;
  connector: Connector | null;
  /** In W, and for a connector that tells it in A. */
  hardwareW: number | null;
  hardwareA: number | null;
  resultingW: number | null;
  /** What would be in force without the user limit: a user limit has to be smaller. */
  ceilingW: number | null;
}

export const STATION = 0;
const KILO = 1000;

export const rowsOf = (station: Station): LimitRow[] => [
  {
    number: STATION,
    connector: null,
    hardwareW: station.power_limit_w,
    hardwareA: null,
    resultingW: station.resulting_power_w,
    ceilingW: station.unlimited_power_w,
  },
  ...station.connectors.map((connector) => ({
    number: connector.number,
    connector,
    hardwareW: connector.max_power_w,
    hardwareA: connector.hardware_limit_a,
    resultingW: connector.available_power_w ?? connector.max_power_w,
    ceilingW: connector.unlimited_power_w,
  })),
];

const kilowatts = (w: number | null) => (w === null ? null : w / KILO);

export const limitsOf = (station: Station): Limits =>
  Object.fromEntries([
    [STATION, kilowatts(station.user_limit_w)],
    ...station.connectors.map(({ number, user_limit_w: w }) => [number, kilowatts(w)] as const),
  ]);

export type Fault = 'notPositive' | 'tooHigh';

/** What is wrong with a limit; an empty one takes the limit away. */
export function faultOf({ ceilingW }: LimitRow, kw: number | null): Fault | null {
  if (kw === null) return null;
  if (kw <= 0) return 'notPositive';
  return ceilingW !== null && kw * KILO >= ceilingW ? 'tooHigh' : null;
}

const watts = (kw: number | null | undefined) =>
  kw === null || kw === undefined ? {} : { power_limit_w: Math.round(kw * KILO) };

/** All rows that have a limit or had one, as the server wants them; null when there is nothing to send. */
export function parametersOfLimits(before: Limits, after: Limits): Record<string, unknown> | null {
  const numbers = Object.keys(after).map(Number);
  const told = numbers.filter((number) => after[number] !== null || before[number] !== null);
  if (told.length === 0) return null;
  const connectors = told
    .filter((number) => number !== STATION)
    .map((number) => ({ number, ...watts(after[number]) }));
  return { ...watts(after[STATION]), ...(connectors.length > 0 ? { connectors } : {}) };
}

export const isCharging = (station: Station): boolean =>
  station.connectors.some(({ transaction_number: number }) => number !== null);
