import type { Connector, Session, Station } from '@/api/types';
import { makeConnector, makeSession, makeStation } from './factories';

/** `type:kW:status`, in the order of the connectors. */
type Sketch = [
  number: string,
  limitKw: number,
  connectors: string,
  seconds: number,
  place: string,
  more?: Partial<Station>,
];

const SKETCHES: Sketch[] = [
  [
    'EVSE55',
    82,
    'ccs2:60:in_progress type2:22:available',
    4,
    'Москва, Тверская ул., 14',
    { logical_status: 'client' },
  ],
  [
    'EVSE08',
    142,
    'ccs2:118:in_progress gbt:0:zero_power_limit chademo:24:available type2:22:charged',
    4,
    'С.-Петербург, Лиговский, 30А',
    { name: 'ТЦ «Галерея»' },
  ],
  ['EVSE31', 44, 'type2:22:available type2:22:in_progress', 4, 'Казань, ул. Пушкина, 46'],
  ['EVSE62', 80, 'gbt_ac:40:ready type2:40:available', 5, 'Новосибирск, Николаева, 12'],
  [
    'EVSE19',
    44,
    'type2:22:in_progress type2:22:in_progress',
    6,
    'Сочи, Курортный пр., 103',
    { logical_status: 'client' },
  ],
  [
    'EVSE134',
    240,
    'ccs2:120:in_progress ccs2:120:in_progress gbt:0:zero_power_limit type2:22:available',
    7,
    'М-11 «Нева», 97 км',
    { name: 'АЗС № 218' },
  ],
  [
    'EVSE25',
    44,
    'type2:22:available type2:22:updating',
    7,
    'Екатеринбург, Малышева, 51',
    { logical_status: 'out_of_service' },
  ],
  [
    'EVSE46',
    120,
    'ccs2:60:available chademo:60:error gbt:60:available',
    8,
    'Тула, пр. Ленина, 94',
    { technical_status: 'warning', name: 'Автовокзал' },
  ],
  [
    'EVSE11',
    60,
    'ccs2:60:available chademo:60:available type2:22:waiting_connection',
    11,
    'Н. Новгород, Рождественская, 6',
  ],
  ['EVSE186', 120, 'ccs2:120:charged gbt:120:available type2:22:available', 14, 'Краснодар, Бершанской, 355'],
  ['EVSE60', 44, 'type2:22:available schuko:3.5:available', 26, 'Мурманск, пр. Ленина, 52'],
  [
    'EVSE77',
    160,
    'ccs2:64:in_progress gbt:82:in_progress type1:22:unavailable',
    41,
    'Белый Раст, Логопарк, 3',
    { logical_status: 'technician' },
  ],
  [
    'EVSE102',
    150,
    'ccs2:150:emergency_stopped chademo:0:unavailable',
    120,
    'Самара, ул. Дальняя, 1',
    { technical_status: 'out_of_order', name: 'Стадион, въезд 4' },
  ],
  ['EVSE93', 22, 'type2:22:available', 360, 'Калининград, Театральная, 30', { is_activated: false }],
  [
    'EVSE140',
    90,
    'ccs2:90:unavailable gbt:90:unavailable unknown::unavailable',
    176_000,
    'М-4 «Дон», 492 км',
    { technical_status: 'offline', is_connected: false },
  ],
  [
    'EVSE201',
    60,
    'tesla:60:disabled type2:22:meter_error',
    300,
    'Пермь, ул. Мира, 41',
    { technical_status: 'warning' },
  ],
  ['EVSE202', 22, 'type2:22:unavailable', 400, 'Тверь, Советская, 7', { technical_status: 'not_configured' }],
];

const CONTROLLERS: Record<string, string> = {
  in_progress: 'C6',
  charged: 'B2',
  ready: 'B1',
  emergency_stopped: 'E9',
  error: 'E5',
  unavailable: 'F',
};
const OCPP: Record<string, string> = {
  in_progress: 'Charging',
  charged: 'Finishing',
  ready: 'Preparing',
  error: 'Faulted',
};

function sketchedConnector(text: string, index: number): Connector {
  const [type = 'unknown', kw = '', status = 'available'] = text.split(':');
  return makeConnector({
    number: index + 1,
    type,
    supply: ['type1', 'type2', 'gbt_ac', 'schuko'].includes(type) ? 'ac' : 'dc',
    max_power_w: kw === '' ? null : Number(kw) * 1000,
    status,
    controller_status: CONTROLLERS[status] ?? 'A',
    ocpp_status: OCPP[status] ?? 'Available',
    status_since: new Date(Date.now() - 1_364_000).toISOString(),
  });
}

export const makeStations = (): Station[] =>
  SKETCHES.map(([number, limit, connectors, seconds, address, more], index) =>
    makeStation({
      number,
      key: `SE-${number.slice(4)}-77`,
      name: `Станция ${number.slice(4)}`,
      address,
      serial_number: `SN-4.2-${String(index + 1).padStart(5, '0')}`,
      power_limit_w: limit * 1000,
      last_seen_at: new Date(Date.now() - seconds * 1000).toISOString(),
      connectors: connectors.split(' ').map(sketchedConnector),
      ...more,
    }),
  );

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

/** Sessions of the sketched network, the newest first, and sixty older ones to turn pages with. */
export function makeSessions(stations: readonly Station[]): Session[] {
  const older = Array.from({ length: 60 }, (_, index): SessionSketch => {
    const [station, connector, , , seconds, kwh, soc, max, efficiency] =
      SESSIONS[4 + (index % 5) * 2] ?? SESSIONS[4]!;
    return [
      station,
      connector,
      'success',
      2000 + index * 97,
      seconds ?? 1800,
      kwh,
      soc,
      max,
      efficiency,
      String(1_380_000 + index),
    ];
  });
  return [...SESSIONS, ...older].map((sketch) => sketchedSession(sketch, stations));
}

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
