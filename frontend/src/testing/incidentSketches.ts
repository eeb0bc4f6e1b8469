import type { Incident, Station } from '@/api/types';
import { makeId, ROOT_ORGANIZATION } from './ids';

export const makeIncident = (change: Partial<Incident> = {}): Incident => ({
  id: makeId(),
  revision: 1,
  station_id: makeId(),
  station_number: 'EVSE46',
  organization_id: ROOT_ORGANIZATION,
  connector_number: 2,
  kind: 'faulted_connector',
  code: '',
  severity: 'critical',
  text: null,
  params: {},
  opened_at: '2026-11-24T07:52:05Z',
  resolved_at: null,
  is_open: true,
  ...change,
});

type Sketch = [station: string, minutes: number, lasted: number | null, change: Partial<Incident>];

const FAULT: Partial<Incident> = {
  text: 'Isolation monitor tripped',
  params: {
    status: 'error',
    controller_status: 'E5',
    error_code: 'GroundFailure',
    vendor_error_code: '0x0056',
  },
};
const STATION: Partial<Incident> = { connector_number: null, severity: 'warning' };

const SKETCHES: Sketch[] = [
  ['EVSE46', 18, null, FAULT],
  [
    'EVSE102',
    47,
    null,
    { connector_number: 1, params: { status: 'emergency_stopped', controller_status: 'E9' } },
  ],
  [
    'EVSE140',
    90,
    null,
    { ...STATION, kind: 'flapping_connection', params: { connections: 7, remote_address: '10.14.7.31' } },
  ],
  ['EVSE201', 200, null, { ...STATION, kind: 'clock_drift', params: { offset_s: -10_800 } }],
  ['EVSE25', 260, 35, { ...STATION, kind: 'deaf_station', params: { calls: 3 } }],
  [
    'EVSE77',
    420,
    12,
    {
      ...STATION,
      kind: 'reported',
      code: 'i-17',
      severity: 'critical',
      text: 'Датчик дыма',
      params: { reported_kind: 'smoke' },
    },
  ],
  ['EVSE46', 1500, 44, FAULT],
  ['EVSE46', 4300, 9, FAULT],
];

/** What is and was wrong with some of the stations, the newest first. */
export const makeIncidents = (stations: readonly Station[]): Incident[] =>
  SKETCHES.flatMap(([number, minutes, lasted, change]) => {
    const station = stations.find((one) => one.number === number);
    if (!station) return [];
    const opened = Date.now() - minutes * 60_000;
    return makeIncident({
      station_id: station.id,
      station_number: number,
      opened_at: new Date(opened).toISOString(),
      resolved_at: lasted === null ? null : new Date(opened + lasted * 60_000).toISOString(),
      is_open: lasted === null,
      ...change,
    });
  });
