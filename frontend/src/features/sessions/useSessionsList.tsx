import { readStationOption, stationSource } from '@/components/fields/stationOptions';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session, Station, User } from '@/api/types';
import type { FilterField, ListDeclaration, ListScope } from '@/components/list/types';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { SEARCH_FROM, sessionsQuery } from './queries';
import { SessionPhoneCard } from './SessionPhoneCard';
import { useSessionColumns } from './useSessionColumns';

const CONNECTOR_TYPES = ['ccs2', 'chademo', 'gbt', 'gbt_ac', 'type2', 'type1', 'tesla', 'unknown'];
const STATES = [
  'success',
  'error',
  'stop',
  'interrupted',
  'junk',
  'attention',
  'ready',
  'active',
  'overdue',
  'unknown',
];

export const sessionPath = ({ id }: Pick<Session, 'id'>): string => `/sessions/${id}`;

/** The list «Сессии», whole or limited to one station (SES-061). */
export function useSessionsList(scope?: ListScope, station?: Station): ListDeclaration<Session> {
  const { t } = useTranslation('sessions');
  const columns = useSessionColumns();
  const filters = useSessionFilters(station);
  return useMemo(
    () => ({
      id: scope?.without.includes('connector')
        ? 'sessions-of-connector'
        : scope
          ? 'sessions-of-station'
          : 'sessions',
      label: t('list.label'),
      columns,
      filters,
      defaultSort: '-started_at',
      rowId: ({ id }) => id,
      rowName: ({ station_number: number, transaction }) =>
        [number, transaction?.number].filter(Boolean).join(' '),
      cardPath: sessionPath,
      phoneCard: (session) => <SessionPhoneCard session={session} />,
      query: sessionsQuery,
      exportPath: '/api/v1/sessions/export',
      ...(scope ? { scope } : {}),
    }),
    [t, columns, filters, scope],
  );
}

/** The same list in the card of a station: its number is a chip without a cross. */
export function useStationSessionsList(station: Station): ListDeclaration<Session> {
  const { id, number } = station;
  const scope = useMemo<ListScope>(
    () => ({ filters: { station_id: [id] }, chips: [number], without: ['station', 'station_id'] }),
    [id, number],
  );
  return useSessionsList(scope, station);
}

/** The list of one connector: station and connector are chips without a cross (SES-061, SES-062, SES-064). */
export function useConnectorSessionsList(
  station: Station,
  connectorNumber: number,
): ListDeclaration<Session> {
  const { t } = useTranslation('sessions');
  const { id, number } = station;
  const scope = useMemo<ListScope>(
    () => ({
      filters: { station_id: [id], connector_number: [String(connectorNumber)] },
      chips: [number, t('list.connectorChip', { number: connectorNumber })],
      without: ['station', 'station_id', 'connector', 'connector_number'],
    }),
    [t, id, number, connectorNumber],
  );
  return useSessionsList(scope, station);
}

/** The sessions of a user: the login is a chip without a cross (USR-116, USR-117). */
export function useUserSessionsList({ id, login }: User): ListDeclaration<Session> {
  const scope = useMemo<ListScope>(
    () => ({ filters: { user_id: [id] }, chips: [login], without: [] }),
    [id, login],
  );
  return useSessionsList(scope);
}

function useSessionFilters(station?: Station): FilterField[] {
  const { t } = useTranslation(['sessions', 'common']);
  const label = useEnumLabel();
  const { connectors, time_zone: timeZone } = station ?? {};
  return useMemo<FilterField[]>(() => {
    const connector: FilterField = connectors
      ? {
          kind: 'select',
          name: 'connector_number',
          label: t('list.connector'),
          half: true,
          options: connectors.map(({ number, type }) => ({
            value: String(number),
            label: `${number}: ${label('connectorType', type)}`,
          })),
        }
      : {
          kind: 'select',
          name: 'connector_type',
          label: t('list.connector'),
          half: true,
          options: CONNECTOR_TYPES.map((value) => ({ value, label: label('connectorType', value) })),
        };
    return [
      { kind: 'text', name: 'q', label: t('list.search'), least: SEARCH_FROM },
      {
        kind: 'reference',
        name: 'station_id',
        label: t('list.station'),
        source: stationSource,
        read: readStationOption,
      },
      connector,
      {
        kind: 'select',
        name: 'state',
        label: t('list.state'),
        half: true,
        options: STATES.map((value) => ({ value, label: label('sessionState', value) })),
      },
      {
        kind: 'dates',
        name: 'started_from',
        nameTo: 'started_to',
        label: t('common:list.dates'),
        ...(timeZone ? { timeZone } : {}),
      },
      { kind: 'check', name: 'hide_zero', label: t('list.hideZero') },
      { kind: 'check', name: 'show_junk', label: t('list.showJunk') },
      { kind: 'check', name: 'only_active', label: t('list.onlyActive') },
      { kind: 'check', name: 'show_not_activated', label: t('list.notActivated') },
    ];
  }, [t, label, connectors, timeZone]);
}
