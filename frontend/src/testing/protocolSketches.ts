import type { Frame, QuarantinedDetail, Station } from '@/api/types';
import { makeId } from './factories';

type Sketch = [action: string, request: object, answer: object, isOut?: boolean];

const EXCHANGES: Sketch[] = [
  ['Heartbeat', {}, { currentTime: '2026-11-26T09:04:31Z' }],
  [
    'MeterValues',
    {
      connectorId: 1,
      transactionId: 1389992,
      meterValue: [
        {
          timestamp: '2026-11-26T09:04:15Z',
          sampledValue: [{ value: '3190210', measurand: 'Energy.Active.Import.Register', unit: 'Wh' }],
        },
      ],
    },
    {},
  ],
  ['StatusNotification', { connectorId: 2, status: 'Available', errorCode: 'NoError' }, {}],
  ['RemoteStartTransaction', { connectorId: 2, idTag: 'EC600594' }, { status: 'Accepted' }, true],
  [
    'StartTransaction',
    { connectorId: 2, idTag: 'EC600594', meterStart: 3176370, timestamp: '2026-11-26T09:03:31Z' },
    { transactionId: 1389992, idTagInfo: { status: 'Accepted' } },
  ],
  ['Authorize', { idTag: 'EC600594' }, { idTagInfo: { status: 'Accepted' } }],
  ['DataTransfer', { vendorId: 'ru.sever', messageId: 'Diag' }, { status: 'UnknownVendorId' }],
  ['GetConfiguration', { key: ['HeartbeatInterval'] }, { configurationKey: [] }, true],
];

/** Frames of a station, the newest last; every fifth exchange is refused. */
export function makeFrames(station: Station, count = 40): Frame[] {
  const now = Date.now();
  return Array.from({ length: count }, (_, index) => {
    const [action, request, answer, isOut = false] = EXCHANGES[index % EXCHANGES.length] ?? [
      'Heartbeat',
      {},
      {},
    ];
    const messageId = `7c0e4a1b-${String(index).padStart(4, '0')}`;
    const at = now - (count - index) * 4300;
    const isError = index % 13 === 12;
    const frame = (offset: number, change: Partial<Frame>): Frame => ({
      id: makeId(),
      at: new Date(at + offset).toISOString(),
      station_id: station.id,
      epoch: 418,
      direction: 'in',
      message_type: 'call',
      message_id: messageId,
      action,
      raw: '',
      ...change,
    });
    return [
      frame(0, { direction: isOut ? 'out' : 'in', raw: JSON.stringify([2, messageId, action, request]) }),
      frame(38, {
        direction: isOut ? 'in' : 'out',
        message_type: isError ? 'error' : 'result',
        raw: JSON.stringify(isError ? [4, messageId, 'NotSupported', '', {}] : [3, messageId, answer]),
      }),
    ];
  }).flat();
}

const PUT_ASIDE: [
  kind: QuarantinedDetail['kind'],
  minutes: number,
  fact: object,
  decided?: 'joined' | 'dismissed',
][] = [
  [
    'unmatched_end',
    5,
    {
      transactionId: 88120,
      idTag: 'EC600594',
      meterStop: 221580,
      timestamp: '2026-11-24T08:52:07Z',
      reason: 'PowerLoss',
    },
  ],
  [
    'rejected_frame',
    12,
    { action: 'MeterValues', error: 'FormationViolation', raw: '[2,"1","MeterValues",{"x":NaN}]' },
  ],
  ['unmatched_meter_values', 40, { transactionId: 88121, meterValue: [{ value: '18220' }] }],
  ['unmatched_end', 190, { transactionId: 88090, meterStop: 18402, reason: 'Local' }, 'joined'],
  ['rejected_frame', 900, { action: 'BootNotification', error: 'PropertyConstraintViolation' }, 'dismissed'],
];

/** Messages put aside, the newest first. */
export const makeQuarantine = (stations: readonly Station[]): QuarantinedDetail[] =>
  PUT_ASIDE.map(([kind, minutes, fact, state = 'waiting' as QuarantinedDetail['state']], index) => ({
    id: makeId(),
    station_id: stations[index]?.id ?? makeId(),
    station_number: stations[index]?.number ?? null,
    why: kind === 'rejected_frame' ? 'missing_field' : null,
    kind,
    state,
    transaction_number: kind === 'rejected_frame' ? '' : String(88120 + index),
    received_at: new Date(Date.now() - minutes * 60_000).toISOString(),
    session_id: null,
    decided_at: state === 'waiting' ? null : new Date(Date.now() - minutes * 30_000).toISOString(),
    decided_by: state === 'waiting' ? null : 'marina',
    reason: state === 'dismissed' ? 'Проверочный кадр' : null,
    fact: fact as QuarantinedDetail['fact'],
  }));
