import type { Connector, Station, StatusChange, UnknownStation } from '@/api/types';
import { makeConnector, makeId, makeStation } from './factories';

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
  const [type, kw, status] = text.split(':') as [Connector['type'], string, Connector['status']];
  return makeConnector({
    number: index + 1,
    type,
    supply: ['type1', 'type2', 'gbt_ac', 'schuko'].includes(type) ? 'ac' : 'dc',
    max_power_w: kw === '' ? null : Number(kw) * 1000,
    unlimited_power_w: kw === '' ? null : Number(kw) * 1000,
    status,
    power_w: status === 'in_progress' ? Number(kw) * 720 : 0,
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
      resulting_power_w: limit * 1000,
      unlimited_power_w: limit * 1000,
      last_seen_at: new Date(Date.now() - seconds * 1000).toISOString(),
      connectors: connectors.split(' ').map(sketchedConnector),
      ...more,
    }),
  );

const KNOCKING: [
  identity: string,
  protocols: string[],
  seconds: number,
  count: number,
  agent: string | null,
][] = [
  ['ACX-00417', ['ocpp1.6'], 4, 2841, 'CS4.2/2.5.9125'],
  ['CP_7F21A0', ['ocpp1.6'], 9, 611, 'Terra54/1.9'],
  ['evse210-old', ['ocpp1.6'], 12, 9377, 'CS3.1/2.4.8801'],
  ['WB-000118', ['ocpp2.0.1', 'ocpp1.6'], 61, 48, 'PulsarMax/6.4'],
  ['test', ['ocpp1.6'], 130, 14_220, null],
  ['CHARGER-ХИМКИ', ['ocpp1.6'], 2160, 7, null],
];

/** Identities that knock and are refused. */
export const makeUnknownStations = (): UnknownStation[] =>
  KNOCKING.map(([identity, protocols, seconds, count, agent], index) => ({
    identity,
    first_seen_at: new Date(Date.now() - 86_400_000 - index * 3_600_000).toISOString(),
    last_seen_at: new Date(Date.now() - seconds * 1000).toISOString(),
    count,
    remote_address: `10.14.7.${21 + index}`,
    offered_protocols: protocols,
    user_agent: agent,
    has_credentials: index % 2 === 0,
    is_dismissed: false,
  }));

const SAID: [minutes: number, change: Partial<StatusChange>][] = [
  [4, { status: 'available', controller_status: 'A', ocpp_status: 'Available' }],
  [
    22,
    {
      status: 'error',
      controller_status: 'E5',
      ocpp_status: 'Faulted',
      error_code: 'GroundFailure',
      vendor_error_code: '0x0056',
      info: 'Isolation monitor tripped',
    },
  ],
  [61, { status: 'in_progress', controller_status: 'C6', ocpp_status: 'Charging' }],
  [63, { status: 'ready', controller_status: 'B1', ocpp_status: 'Preparing' }],
];

/** What a connector has said, the newest first. */
export const makeHistory = ({ number }: Connector): StatusChange[] =>
  SAID.map(([minutes, change]) => {
    const at = new Date(Date.now() - minutes * 60_000).toISOString();
    return {
      id: makeId(),
      connector_number: number,
      at,
      device_at: at,
      received_at: at,
      status: 'available',
      controller_status: 'A',
      ocpp_status: 'Available',
      mark: null,
      error_code: 'NoError',
      vendor_error_code: null,
      info: null,
      ...change,
    };
  });
