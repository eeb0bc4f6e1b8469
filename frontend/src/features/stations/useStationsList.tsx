import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connector, Station } from '@/api/types';
import type { Column, FilterField, ListDeclaration, RowAction } from '@/components/list/types';
import { ConnectorTiles } from '@/components/states/ConnectorTiles';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useFormat } from '@/lib/useFormat';
import { Devices } from './Devices';
import { LastSeen } from './LastSeen';
import { PowerLimit } from './PowerLimit';
import { regionsQuery, stationsQuery } from './queries';
import { readingsOf } from './readings';
import { softwareOf } from './StationInfo';
import { StationPhoneCard } from './StationPhoneCard';
import { StationStatus } from './StationStatus';
import { StationsStrip } from './StationsStrip';
import classes from './stations.module.css';

const STATUSES = ['ok', 'warning', 'out_of_order', 'offline', 'not_configured'];

export const stationPath = ({ id }: Pick<Station, 'id'>): string => `/stations/${id}`;

interface StationsListOptions {
  /** Before the table: «+». */
  tools?: ReactNode;
  /** After «Открыть карточку», in the documented order. */
  actions?: readonly RowAction<Station>[];
  /** A connector's tile is pressed. */
  onConnector?: (station: Station, connector: Connector) => void;
  /** The value of the power limit is pressed. */
  onPowerLimit?: ((station: Station) => void) | undefined;
}

const NONE: readonly never[] = [];

/** The list «Зарядные станции». */
export function useStationsList(options: StationsListOptions = {}): ListDeclaration<Station> {
  const { tools, actions = NONE, onConnector, onPowerLimit } = options;
  const { t } = useTranslation('stations');
  const columns = useStationColumns(onConnector, onPowerLimit);
  const filters = useStationFilters();
  return useMemo(
    () => ({
      id: 'stations',
      label: t('list.label'),
      columns,
      filters,
      exportPath: '/api/v1/stations/export',
      defaultSort: '-last_seen_at',
      rowId: ({ id }) => id,
      rowName: ({ number }) => number,
      cardPath: stationPath,
      actions,
      tools,
      phoneCard: (station) => <StationPhoneCard station={station} />,
      query: stationsQuery,
      strip: (applied, setFilters) => <StationsStrip filters={applied} setFilters={setFilters} />,
    }),
    [t, columns, filters, actions, tools],
  );
}

function useStationColumns(
  onConnector: StationsListOptions['onConnector'],
  onPowerLimit: StationsListOptions['onPowerLimit'],
): Column<Station>[] {
  const { t } = useTranslation(['stations', 'common']);
  const { kw, number } = useFormat();
  const label = useEnumLabel();
  return useMemo(
    () => [
      {
        id: 'number',
        field: 'number',
        title: t('columns.number'),
        width: 118,
        sort: 'number',
        cell: ({ number }) => <span className={classes['number']}>{number}</span>,
      },
      {
        id: 'powerLimit',
        field: 'power_limit_w',
        title: t('columns.powerLimit'),
        width: 130,
        align: 'end',
        cell: (station) => (
          <PowerLimit
            station={station}
            text={station.resulting_power_w === null ? null : kw(station.resulting_power_w)}
            unit={t('common:units.kw')}
            onPress={onPowerLimit}
          />
        ),
      },
      {
        id: 'connectors',
        field: 'connectors',
        title: t('columns.connectors'),
        width: 384,
        cell: (station) => (
          <ConnectorTiles
            connectors={station.connectors}
            most={4}
            {...(onConnector ? { onPress: (connector: Connector) => onConnector(station, connector) } : {})}
          />
        ),
      },
      {
        id: 'status',
        field: 'technical_status',
        title: t('columns.status'),
        width: 194,
        cell: (station) => <StationStatus station={station} />,
      },
      {
        id: 'operatingMode',
        field: 'logical_status',
        title: t('columns.operatingMode'),
        width: 150,
        isHidden: true,
        cell: ({ operating_mode: mode }) => label('operatingMode', mode),
      },
      {
        id: 'lastSeen',
        field: 'last_seen_at',
        title: t('columns.lastSeen'),
        width: 138,
        align: 'end',
        sort: 'last_seen_at',
        cell: (station) => <LastSeen station={station} />,
      },
      {
        id: 'name',
        field: 'name',
        title: t('columns.name'),
        width: 180,
        isHidden: true,
        sort: 'name',
        cell: ({ name }) => name,
      },
      {
        id: 'address',
        field: 'address',
        title: t('columns.address'),
        sort: 'address',
        cell: ({ address }) => <span className={classes['secondary']}>{address}</span>,
      },
      {
        id: 'serialNumber',
        field: 'serial_number',
        title: t('columns.serialNumber'),
        width: 150,
        isHidden: true,
        sort: 'serial_number',
        cell: ({ serial_number: serial }) => serial,
      },
      {
        id: 'factoryNumber',
        field: 'factory_number',
        title: t('columns.factoryNumber'),
        width: 150,
        isHidden: true,
        sort: 'factory_number',
        cell: ({ factory_number: factory }) => factory,
      },
      {
        id: 'operator',
        field: 'organization_name',
        title: t('columns.operator'),
        width: 160,
        isHidden: true,
        cell: ({ operator }) => operator,
      },
      {
        id: 'key',
        field: 'key',
        title: t('columns.key'),
        width: 150,
        isHidden: true,
        cell: ({ key }) => key,
      },
      {
        id: 'makerCode',
        field: 'maker,model',
        title: t('columns.makerCode'),
        width: 170,
        isHidden: true,
        cell: ({ maker_code: code, maker }) => code ?? maker,
      },
      {
        id: 'softwareVersion',
        field: 'firmware_version',
        title: t('columns.softwareVersion'),
        width: 160,
        isHidden: true,
        cell: softwareOf,
      },
      {
        id: 'climate',
        title: t('columns.climate'),
        width: 150,
        isHidden: true,
        cell: (station) => <span className="num">{readingsOf(station, number)}</span>,
      },
      {
        id: 'devices',
        title: t('columns.devices'),
        width: 160,
        isHidden: true,
        cell: ({ devices }) => <Devices devices={devices} />,
      },
    ],
    [t, kw, number, label, onConnector, onPowerLimit],
  );
}

function useStationFilters(): FilterField[] {
  const { t } = useTranslation(['stations', 'common']);
  const label = useEnumLabel();
  const { data: regions } = useQuery(regionsQuery());
  return useMemo(
    () => [
      { kind: 'text', name: 'q', label: t('list.search'), least: 3 },
      {
        kind: 'select',
        name: 'technical_status',
        label: t('list.technicalStatus'),
        options: STATUSES.map((value) => ({ value, label: label('technicalStatus', value) })),
      },
      {
        kind: 'select',
        name: 'region_id',
        label: t('form.region'),
        options: (regions ?? []).map(({ id, name }) => ({ value: id, label: name })),
      },
      { kind: 'dates', name: 'seen_from', nameTo: 'seen_to', label: t('common:list.dates') },
      { kind: 'check', name: 'is_activated', label: t('list.activatedOnly') },
      { kind: 'check', name: 'is_connected', label: t('list.connectedOnly') },
    ],
    [t, label, regions],
  );
}
