import { readStationOption, stationSource } from '@/components/fields/stationOptions';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident, Station } from '@/api/types';
import type { FilterField } from '@/components/list/types';
import { useEnumLabel } from '@/lib/useEnumLabel';

const KINDS: Incident['kind'][] = [
  'faulted_connector',
  'deaf_station',
  'flapping_connection',
  'clock_drift',
  'reported',
];
const SEVERITIES: Incident['severity'][] = ['critical', 'warning', 'info'];

/** Criteria of the list; in a station's card its connectors can be chosen. */
export function useIncidentFilters(station?: Station): FilterField[] {
  const { t } = useTranslation(['incidents', 'common']);
  const label = useEnumLabel();
  return useMemo<FilterField[]>(
    () => [
      {
        kind: 'reference',
        name: 'station_id',
        label: t('columns.station'),
        source: stationSource,
        read: readStationOption,
      },
      {
        kind: 'select',
        name: 'kind',
        label: t('columns.kind'),
        options: KINDS.map((value) => ({ value, label: label('incidentKind', value) })),
      },
      {
        kind: 'select',
        name: 'severity',
        label: t('columns.severity'),
        half: true,
        options: SEVERITIES.map((value) => ({ value, label: label('incidentSeverity', value) })),
      },
      {
        kind: 'select',
        name: 'is_open',
        label: t('columns.state'),
        half: true,
        options: [
          { value: 'true', label: t('states.open') },
          { value: 'false', label: t('states.resolved') },
        ],
      },
      ...connectorField(station, t('columns.connector'), t('wholeStation'), (type) =>
        label('connectorType', type),
      ),
      {
        kind: 'dates',
        name: 'opened_from',
        nameTo: 'opened_to',
        label: t('common:list.dates'),
        ...(station ? { timeZone: station.time_zone } : {}),
      },
    ],
    [t, label, station],
  );
}

function connectorField(
  station: Station | undefined,
  label: string,
  whole: string,
  typeLabel: (type: string) => string,
): FilterField[] {
  if (!station) return [];
  const options = station.connectors.map(({ number, type }) => ({
    value: String(number),
    label: `${number}: ${typeLabel(type)}`,
  }));
  return [
    { kind: 'select', name: 'connector_number', label, options: [{ value: '0', label: whole }, ...options] },
  ];
}
