import type { LogEntry } from '@/api/types';
import type { Right } from '@/lib/me';
import { SEARCH_FROM } from './queries';

export interface Target {
  path: string;
  /** Who may follow it. */
  right: Right;
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** A list searches from three characters on; a shorter name stands in the list unsearched. */
const searched = (path: string, text: string) =>
  text.trim().length < SEARCH_FROM ? path : `${path}?${new URLSearchParams({ q: text }).toString()}`;

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Pages of things by their link type; a thing without a page has no link. */
export function linkTarget(entry: LogEntry): Target | null {
  const { link_type: type, link_id: id, link_label: label, arguments: given } = entry;
  if (!id) return null;
  const name = label ?? id;
  switch (type) {
    case 'user':
      return { path: `/users/${id}`, right: 'users:read' };
    case 'station':
      return { path: `/stations/${id}`, right: 'stations:read' };
    case 'terminal':
      return UUID.test(id)
        ? { path: `/stations/${id}`, right: 'stations:read' }
        : { path: searched('/stations/unknown', id), right: 'unknown-stations:read' };
    case 'session':
      return { path: `/sessions/${id}`, right: 'sessions:read' };
    case 'organization':
      return { path: `/organizations/${id}`, right: 'organizations:read' };
    case 'payment':
    case 'receipt':
      return { path: `/billing/${id}`, right: 'payments:read' };
    case 'webhook':
      return { path: `/webhooks/${id}`, right: 'webhooks:read' };
    case 'tariff':
      return { path: `/tariffs/info?tariff=${id}`, right: 'tariffs:read' };
    case 'user_group':
      return { path: searched('/tariffs/userGroups', name), right: 'tariffs:read' };
    case 'station_group':
      return { path: searched('/tariffs/stationGroups', name), right: 'tariffs:read' };
    case 'remote_command':
      return { path: `/commands?command=${id}`, right: 'commands:read' };
    case 'credential': {
      const user = text(given['user_id']);
      return user ? { path: `/users/${user}`, right: 'users:read' } : null;
    }
    case 'incident':
      return { path: `/incidents?incident=${id}`, right: 'incidents:read' };
    case 'dead_letter':
      return { path: searched('/dead-letters', name), right: 'dead-letters:read' };
    case 'role':
      return { path: searched('/users/roles', name), right: 'roles:read' };
    case 'api_client':
      return { path: searched('/api-clients', name), right: 'api-clients:read' };
    default:
      return null;
  }
}

/** Who or what did it. */
export function sourceTarget({ source_type: type, source }: LogEntry): Target | null {
  if (type === 'user') return { path: searched('/users', source), right: 'users:read' };
  return type === 'terminal' ? { path: searched('/stations', source), right: 'stations:read' } : null;
}
