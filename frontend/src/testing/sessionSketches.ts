import type { Session, SessionVehicle, Station } from '@/api/types';
import { makeSession } from './factories';

/** What a car over direct current tells of itself. */
export const makeVehicle = (): SessionVehicle => ({
  uid: 'A43F910C77E2',
  battery_capacity_wh: 100_000,
  battery_voltage_v: 705,
  max_power_w: 326_160,
  max_voltage_v: 815,
  max_current_a: 400,
  remaining_seconds: 2516,
  told_at: new Date().toISOString(),
});

type SessionSketch = [
  station: string,
  connector: number,
  state: string,
  minutesAgo: number,
  seconds: number | null,
  kwh: number,
  soc: [number, number] | null,
  max: [kw: number, a: number],
  efficiency: number | null,
  transaction: string | null,
];

const SESSIONS: SessionSketch[] = [
  ['EVSE62', 1, 'ready', 1, null, 0, null, [0, 0], null, null],
  ['EVSE08', 1, 'active', 6, null, 9.02, [55, 64], [116, 147], 1.5, '8a1f0000-0000-4000-8000-00000fda3db5'],
  ['EVSE134', 2, 'active', 12, null, 17.9, [34, 51], [99, 248], 1.42, '40000330023881'],
  [
    'EVSE134',
    1,
    'active',
    23,
    null,
    38.14,
    [19, 62],
    [118, 221],
    1.89,
    '8a1f0000-0000-4000-8000-0000b53093ab',
  ],
  [
    'EVSE186',
    1,
    'success',
    72,
    2343,
    45.21,
    [55, 97],
    [116, 147],
    1.39,
    '8a1f0000-0000-4000-8000-000091c2e7d0',
  ],
  ['EVSE46', 3, 'error', 96, 47, 0, null, [0, 0], null, '600687'],
  ['EVSE31', 2, 'active', 107, null, 12.45, null, [7, 32], null, '1389991'],
  [
    'EVSE46',
    1,
    'success',
    170,
    1573,
    31.75,
    [41, 69],
    [57, 127],
    0.67,
    '8a1f0000-0000-4000-8000-00006f3eb593',
  ],
  ['EVSE77', 2, 'success', 210, 3969, 57.5, [37, 89], [82, 204], 0.79, '40000330023873'],
  ['EVSE102', 1, 'stop', 242, 811, 21.08, [22, 41], [118, 262], 1.4, null],
  ['EVSE19', 1, 'overdue', 804, null, 84.06, null, [11, 16], null, '1389700'],
  ['EVSE46', 1, 'attention', 1114, 63, 0, [12, 12], [0, 0], 0, '8a1f0000-0000-4000-8000-0000c0a417ee'],
  [
    'EVSE11',
    2,
    'interrupted',
    1199,
    1450,
    18.36,
    [48, 81],
    [52, 124],
    1.37,
    '8a1f0000-0000-4000-8000-00002d8806f1',
  ],
  ['EVSE46', 1, 'junk', 1489, 64, 0, null, [0, 0], null, null],
  [
    'EVSE55',
    1,
    'success',
    1680,
    2943,
    35.74,
    [47, 80],
    [64, 139],
    0.67,
    '8a1f0000-0000-4000-8000-000077ab0c34',
  ],
];

/** The finished sessions again, `round` after `round` further in the past: something to turn pages with. */
const repeated = (round: number): SessionSketch[] =>
  SESSIONS.filter(([, , state]) => state === 'success').map(
    ([station, connector, state, minutes, ...rest], index) => {
      const [seconds, kwh, soc, max, efficiency] = rest;
      const ago = minutes + 1700 * (round + 1);
      const number = String(1_380_000 + round * 10 + index);
      return [station, connector, state, ago, seconds, kwh, soc, max, efficiency, number];
    },
  );

/** Sessions of the sketched network, the newest first, and sixty older ones. */
export const makeSessions = (stations: readonly Station[]): Session[] => {
  const older = Array.from({ length: 15 }, (_, round) => repeated(round)).flat();
  return [...SESSIONS, ...older].map((sketch) => sketchedSession(sketch, stations));
};

function sketchedSession(sketch: SessionSketch, stations: readonly Station[]): Session {
  const [number, connector, state, minutes, seconds, kwh, soc, [kw, amps], efficiency, transaction] = sketch;
  const station = stations.find((other) => other.number === number);
  const startedAt = new Date(Date.now() - minutes * 60_000);
  const endedAt = seconds === null ? null : new Date(startedAt.getTime() + seconds * 1000);
  const isOpen = endedAt === null;
  const energyWh = Math.round(kwh * 1000);
  const meterStart = 3_176_370;
  return makeSession({
    station_id: station?.id ?? '',
    station_number: number,
    connector_number: connector,
    connector_type: station?.connectors[connector - 1]?.type ?? 'ccs2',
    state,
    is_open: isOpen,
    started_at: startedAt.toISOString(),
    ended_at: endedAt?.toISOString() ?? null,
    duration_seconds: seconds,
    energy_wh: energyWh,
    power_w: isOpen && kwh > 0 ? kw * 750 : null,
    max_power_w: kw * 1000,
    max_current_a: amps,
    voltage_over_500: kw > 110,
    soc_start: soc?.[0] ?? null,
    soc_end: soc?.[1] ?? null,
    efficiency,
    controller_status: isOpen ? (kwh > 0 ? 'C6' : 'B') : 'B2',
    stop_source: isOpen ? null : 'vehicle_charged',
    amount: kwh > 0 ? (kwh * 22).toFixed(2) : null,
    payment_status: isOpen ? 'interim_calculation' : kwh > 0 ? 'paid' : 'not_required',
    transaction: transaction && {
      id: `t-${transaction}`,
      number: transaction,
      started_at: new Date(startedAt.getTime() + 29_000).toISOString(),
      ended_at: endedAt && new Date(endedAt.getTime() - 15_000).toISOString(),
      meter_start_wh: meterStart,
      meter_stop_wh: isOpen ? null : meterStart + energyWh,
      energy_flow_ended_at: null,
    },
  } as Partial<Session>);
}
