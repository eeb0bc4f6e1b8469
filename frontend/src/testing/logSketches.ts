import type { LogEntry } from '@/api/types';
import { makeId, ROOT_ORGANIZATION } from './factories';
import type { People } from './peopleSketches';

export const makeEntry = (change: Partial<LogEntry> = {}): LogEntry => ({
  id: makeId(),
  at: '2026-11-24T08:47:30Z',
  source_type: 'user',
  source: 'marina',
  session_id: null,
  link_type: 'none',
  link_id: null,
  link_label: null,
  operation: 'authorization',
  description: null,
  organization_id: ROOT_ORGANIZATION,
  organization_name: 'ООО «Север-Энерго»',
  arguments: {},
  before: null,
  after: null,
  address: '10.14.0.21',
  user_agent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/142.0',
  result: 'done',
  hash: '9f2b5e0c7d1a4e8b',
  ...change,
});

export function makeLog({
  users,
  roles,
  organizations,
}: Pick<People, 'users' | 'roles' | 'organizations'>): LogEntry[] {
  const role = roles.find(({ name }) => name === 'dispatcher');
  const user = users.find(({ login }) => login === 'k.smirnova');
  const organization = organizations[1];
  const session = makeId();
  const station = makeId();
  const terminal = { source_type: 'terminal', source: 'EVSE134', address: null, user_agent: null };
  const sketches: Partial<LogEntry>[] = [
    { operation: 'command_created', link_type: 'remote_command', link_id: makeId(), link_label: '13' },
    {
      ...terminal,
      operation: 'transaction_started_s',
      link_type: 'session',
      link_id: session,
      session_id: session,
    },
    {
      ...terminal,
      operation: 'session_created_t',
      link_type: 'session',
      link_id: session,
      session_id: session,
    },
    {
      source_type: 'service',
      source: 'stations-api',
      operation: 'incident_added',
      link_type: 'incident',
      link_id: makeId(),
      address: null,
    },
    {
      source: 'k.smirnova',
      operation: 'sign_in_failed',
      link_type: 'user',
      link_id: user?.id ?? null,
      link_label: 'k.smirnova',
      result: 'refused',
    },
    {
      operation: 'role_changed',
      link_type: 'role',
      link_id: role?.id ?? null,
      link_label: 'dispatcher',
      description: 'Изменены права роли',
      before: { name: 'dispatcher', rights: ['stations:read', 'tariffs:write'], requires_totp: false },
      after: { name: 'dispatcher', rights: ['stations:read', 'sessions:command'], requires_totp: true },
      arguments: { active_users: 8 },
    },
    { operation: 'authorization', link_type: 'user', link_id: user?.id ?? null, link_label: 'marina' },
    {
      operation: 'organization_changed',
      link_type: 'organization',
      link_id: organization?.id ?? null,
      link_label: organization?.name ?? null,
      before: { inn: '7708123455' },
      after: { inn: '7708123456' },
    },
    { operation: 'station_changed', link_type: 'station', link_id: station, link_label: 'EVSE93' },
    {
      ...terminal,
      operation: 'unknown_station_seen',
      link_type: 'terminal',
      link_id: 'SE-99',
      link_label: 'SE-99',
    },
  ];
  const last = Date.parse('2026-11-24T09:04:12Z');
  return sketches.map((sketch, index) =>
    makeEntry({ at: new Date(last - index * 167_000).toISOString(), ...sketch }),
  );
}
