import type { LogRecord, Station } from '@/api/types';
import { makeId } from './ids';

export const makeRecord = (change: Partial<LogRecord> = {}): LogRecord => ({
  id: makeId(),
  station_id: makeId(),
  kind: 'connection',
  connector_number: null,
  device_at: null,
  received_at: '2026-11-24T09:04:31Z',
  body: { state: 'connected', protocol: 'ocpp1.6', address: '10.14.0.21' },
  ...change,
});

type Sketch = [kind: string, connector: number | null, body: Record<string, unknown>];

const HAPPENINGS: Sketch[] = [
  ['connection', null, { state: 'connected', protocol: 'ocpp1.6', address: '10.14.0.21' }],
  ['boot', null, { maker: 'ACME', model: 'Z1', firmware_version: '2.5.9125.21' }],
  ['authorization', 1, { result: 'accepted', kind: 'rfid', last4: '0594', user_label: 'EC600594' }],
  [
    'status',
    1,
    {
      status: ['available', 'ready'],
      controller_status: ['A', 'B'],
      ocpp_status: 'Preparing',
      error_code: 'NoError',
    },
  ],
  ['transaction', 1, { state: 'started', transaction_number: '1389992' }],
  [
    'status',
    1,
    {
      status: ['ready', 'in_progress'],
      controller_status: ['B', 'C6'],
      ocpp_status: 'Charging',
      error_code: 'NoError',
    },
  ],
  [
    'command',
    2,
    {
      number: 13,
      kind: 'unlock_connector',
      created_by: 'marina',
      status: 'failed',
      result_code: 'rejected',
      result_text: 'UnlockFailed',
    },
  ],
  ['transaction', 1, { state: 'ended', transaction_number: '1389992' }],
  [
    'status',
    2,
    {
      status: ['available', 'error'],
      controller_status: ['A', 'E5'],
      ocpp_status: 'Faulted',
      error_code: 'GroundFailure',
    },
  ],
];

const MINUTE_MS = 60_000;

/** What happened at a station, the newest last. */
export const makeRecords = (station: Station, count = 40): LogRecord[] =>
  Array.from({ length: count }, (_, index) => {
    const [kind, connector, body] = HAPPENINGS[index % HAPPENINGS.length] ?? ['connection', null, {}];
    return makeRecord({
      station_id: station.id,
      kind,
      connector_number: connector,
      received_at: new Date(Date.now() - (count - index) * MINUTE_MS).toISOString(),
      body,
    });
  });
