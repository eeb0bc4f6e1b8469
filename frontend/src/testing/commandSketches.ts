import type { Command, Station } from '@/api/types';
import { makeCommand } from './factories';

type Sketch = [
  kind: Command['kind'],
  minutes: number,
  status: Command['status'],
  result: Command['result_code'],
  text?: string | undefined,
  parameters?: Record<string, unknown>,
];

const SKETCHES: Sketch[] = [
  ['trigger_message', 190, 'succeeded', 'accepted', undefined, { message: 'StatusNotification' }],
  ['soft_reset', 120, 'succeeded', 'accepted'],
  ['unlock_connector', 65, 'failed', 'rejected', 'Connector is not locked'],
  ['change_availability', 44, 'expired', 'station_offline', undefined, { operative: false }],
  [
    'set_configuration',
    30,
    'succeeded',
    'accepted',
    undefined,
    { key: 'HeartbeatInterval', value: '30', read_back: true },
  ],
  ['start_session', 12, 'succeeded', 'accepted'],
  ['hard_reset', 6, 'failed', 'timeout'],
];

/** Commands of the last hours, the oldest first. */
export const makePastCommands = (stations: readonly Station[]): Command[] =>
  SKETCHES.map(([kind, minutes, status, result, text, parameters = {}], index) => {
    const created = Date.now() - minutes * 60_000;
    const at = (seconds: number) => new Date(created + seconds * 1000).toISOString();
    const isExpired = status === 'expired';
    return makeCommand({
      number: index + 1,
      station_id: stations[index]?.id ?? '',
      station_number: stations[index]?.number ?? '',
      connector_number: kind === 'unlock_connector' || kind === 'start_session' ? 1 : null,
      kind,
      parameters,
      status,
      result_code: result,
      result_text: text ?? null,
      payer: null,
      created_at: at(0),
      expires_at: at(150),
      delivered_at: isExpired ? null : at(0.4),
      answered_at: isExpired || result === 'timeout' ? null : at(1.2),
      observed_at: status === 'succeeded' ? at(3.1) : null,
    });
  });
