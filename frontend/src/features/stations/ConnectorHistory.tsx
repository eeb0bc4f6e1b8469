import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connector, Station, StatusChange } from '@/api/types';
import { Mark } from '@/components/icons/Mark';
import { ListView } from '@/components/list/ListView';
import type { Column, FilterField, ListDeclaration } from '@/components/list/types';
import { StateMessage } from '@/components/messages/StateMessage';
import { connectorLook } from '@/components/states/looks';
import { formatDate, formatTime } from '@/lib/format';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { connectorHistoryQuery } from './queries';
import classes from './stations.module.css';

interface ConnectorHistoryProps {
  station: Station;
  connector: Connector;
}

/** What the connector said of itself, the newest first. */
export const ConnectorHistory = ({ station, connector }: ConnectorHistoryProps) => (
  <ListView list={useHistoryList(station, connector)} />
);

function useHistoryList(station: Station, connector: Connector): ListDeclaration<StatusChange> {
  const { t } = useTranslation(['stations', 'common']);
  const { time_zone: zone, number: station_ } = station;
  const { id, number } = connector;
  const columns = useHistoryColumns(zone);
  return useMemo(() => {
    const dates: FilterField = {
      kind: 'dates',
      name: 'from',
      nameTo: 'to',
      label: t('common:list.dates'),
      timeZone: zone,
    };
    return {
      id: 'connector-history',
      label: t('history.label'),
      columns,
      filters: [dates],
      defaultSort: '-at',
      isLog: true,
      rowId: (change) => change.id,
      rowName: ({ at }) => formatTime(at, zone),
      phoneCard: (change) => <HistoryCard change={change} zone={zone} />,
      query: (query) => connectorHistoryQuery(id, query),
      exportPath: `/api/v1/connectors/${id}/history/export`,
      scope: { filters: {}, chips: [station_, t('history.chip', { number })], without: [] },
      emptyState: <StateMessage icon="clock" title={t('history.empty')} hint={t('history.emptyHint')} />,
    };
  }, [t, columns, zone, station_, id, number]);
}

const Moment = ({ at, zone }: { at: string; zone: string }) => (
  <time dateTime={at} className="num">
    <span className="muted">{formatDate(at, zone)}</span> {formatTime(at, zone)}
  </time>
);

function ChangedStatus({ change }: { change: StatusChange }) {
  const label = useEnumLabel();
  const { status, mark, controller_status: controller } = change;
  const look = connectorLook(status, mark, controller);
  return (
    <span className={classes['connectorLine']}>
      <Mark name={look.mark} tone={look.tone} />
      {mark ? label('connectorMark', mark) : label('connectorStatus', status)}
    </span>
  );
}

const HistoryCard = ({ change, zone }: { change: StatusChange; zone: string }) => (
  <span className={classes['historyCard']}>
    <ChangedStatus change={change} />
    <Moment at={change.at} zone={zone} />
  </span>
);

const errorOf = ({ error_code: code, vendor_error_code: vendor }: StatusChange): string =>
  [code, vendor].filter((word) => word && word !== 'NoError').join(', ');

function useHistoryColumns(zone: string): Column<StatusChange>[] {
  const { t } = useTranslation('stations');
  const label = useEnumLabel();
  return useMemo(
    () => [
      {
        id: 'at',
        field: 'at',
        title: t('history.at'),
        width: 180,
        sort: 'at',
        cell: ({ at }) => <Moment at={at} zone={zone} />,
      },
      {
        id: 'status',
        field: 'status,mark',
        title: t('connector.status'),
        width: 250,
        cell: (change) => <ChangedStatus change={change} />,
      },
      {
        id: 'controller',
        field: 'controller_status',
        title: t('connector.controllerStatus'),
        width: 250,
        cell: ({ controller_status: code }) => `${code} (${label('controllerStatus', code)})`,
      },
      {
        id: 'ocpp',
        field: 'ocpp_status',
        title: t('connector.ocppStatus'),
        width: 140,
        cell: ({ ocpp_status: words }) => words,
      },
      {
        id: 'error',
        field: 'error_code,vendor_error_code',
        title: t('connector.error'),
        width: 200,
        cell: (change) => <span className={classes['lost']}>{errorOf(change)}</span>,
      },
      {
        id: 'info',
        field: 'info',
        title: t('connector.info'),
        cell: ({ info }) => info,
        full: ({ info }) => info,
      },
      {
        id: 'received',
        field: 'received_at',
        title: t('history.received'),
        width: 180,
        isHidden: true,
        cell: ({ received_at: at }) => <Moment at={at} zone={zone} />,
      },
    ],
    [t, label, zone],
  );
}
