import type { Command } from '@/api/types';
import { makeId, ROOT_ORGANIZATION } from './ids';

export const makeCommand = (change: Partial<Command> = {}): Command => {
  const now = Date.now();
  return {
    command_id: makeId(),
    revision: 1,
    number: 13,
    station_id: makeId(),
    station_number: 'EVSE134',
    station_serial_number: '10000000aba2b966',
    organization_id: ROOT_ORGANIZATION,
    connector_number: 1,
    kind: 'start_session',
    parameters: {},
    status: 'scheduled',
    result_code: null,
    result_text: null,
    transaction_number: null,
    remote_token: null,
    payer: { kind: 'none', id: null, label: null },
    created_by: 'marina',
    created_at: new Date(now).toISOString(),
    sent_at: null,
    delivered_at: null,
    answered_at: null,
    observed_at: null,
    expires_at: new Date(now + 150_000).toISOString(),
    ...change,
  };
};
