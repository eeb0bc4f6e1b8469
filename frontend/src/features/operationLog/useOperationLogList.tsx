import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connector, LogRecord } from '@/api/types';
import log from '@/components/list/log.module.css';
import type { Column, FilterField, ListDeclaration, ListScope } from '@/components/list/types';
import { StateMessage } from '@/components/messages/StateMessage';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { Moment, useKindWords } from './cells';
import { recordsQuery } from './queries';
import { faultOf, transactionOf, useAction } from './words';

/** What happens most often first; the rest only native stations tell. */
const KINDS = [
  'connection',
  'boot',
  'status',
  'transaction',
  'command',
  'authorization',
  'firmware',
  'log',
  'security',
  'component',
  'operation_log',
  'incident',
  'station',
  'connector',
  'session',
  'vehicle',
  'device',
  'sensor',
  'climate',
  'module',
  'external_meter',
  'settings',
  'access_list',
  'journal',
  'update',
  'dump',
] as const;
/** Two lines, pixels. */
const CARD_HEIGHT = 64;

/** Whose log it is: a station, or what a session knows of its own. */
export interface LogPlace {
  id: string;
  number: string;
  time_zone: string;
  connectors: readonly { number: number; type: string }[];
}

/** From when to when; still running without an end. */
export interface LogSpan {
  from: string;
  to: string | null;
}

interface OperationLogOptions {
  station: LogPlace;
  connector: Pick<Connector, 'number'> | undefined;
  span: LogSpan | undefined;
  openId: string | undefined;
  onOpen: (record: LogRecord) => void;
}

/** «Опер. лог» of a station (STN-149..160), of a connector (CON-068..070) or of a session (SES-174..186). */
export function useOperationLogList(options: OperationLogOptions): ListDeclaration<LogRecord> {
  const { station, connector, span, openId, onOpen } = options;
  const { t } = useTranslation('operationLog');
  const columns = useColumns(station);
  const filters = useFilters(station);
  const scope = useScope(station, connector, span);
  const kindWords = useKindWords();
  return useMemo(
    () => ({
      id: span ? 'session-log' : connector ? 'connector-log' : 'operation-log',
      label: t('label'),
      columns,
      filters,
      scope,
      exportPath: '/api/v1/operation-log/export',
      defaultSort: '-received_at',
      isLog: true,
      endless: { cardHeight: CARD_HEIGHT },
      rowId: ({ id }) => id,
      rowName: ({ kind }) => kindWords(kind),
      onOpen,
      openId,
      phoneCard: (record) => <RecordCard record={record} zone={station.time_zone} />,
      query: recordsQuery,
      emptyState: <StateMessage icon="lines" title={t('empty')} hint={t('emptyHint')} />,
    }),
    [t, columns, filters, scope, kindWords, connector, span, openId, onOpen, station.time_zone],
  );
}

function useScope(
  { id, number }: LogPlace,
  connector: OperationLogOptions['connector'],
  span: LogSpan | undefined,
): ListScope {
  const { t } = useTranslation('operationLog');
  const place = connector?.number;
  return useMemo(() => {
    const filters = { station_id: [id] };
    if (place === undefined) return { filters, chips: [number], without: [] };
    const ofConnector = { ...filters, connector_number: [String(place)] };
    const chips = [number, t('chip', { number: place })];
    const without = ['connector', 'connector_number'];
    if (!span) return { filters: ofConnector, chips, without };
    const moments = { from: [span.from], ...(span.to && { to: [span.to] }) };
    return { filters: { ...ofConnector, ...moments }, chips, without: [...without, 'from'] };
  }, [t, id, number, place, span]);
}

function RecordCard({ record, zone }: { record: LogRecord; zone: string }) {
  const kindWords = useKindWords();
  const action = useAction();
  return (
    <>
      <span className={log['phone']}>
        <span className="ellipsis">{kindWords(record.kind)}</span>
        <Moment at={record.received_at} zone={zone} />
      </span>
      <span className={log['second']}>
        {[record.connector_number, action(record)].filter((part) => part !== null).join(' · ')}
      </span>
    </>
  );
}

const messageOf = ({ body }: LogRecord) => JSON.stringify(body);

function useColumns(station: LogPlace): Column<LogRecord>[] {
  const { t } = useTranslation('operationLog');
  const label = useEnumLabel();
  const kindWords = useKindWords();
  const action = useAction();
  const { time_zone: zone, connectors } = station;
  return useMemo(() => {
    const place = (number: number | null) => {
      const type = connectors.find((one) => one.number === number)?.type;
      return type ? `${number}: ${label('connectorType', type)}` : number;
    };
    return [
      {
        id: 'created',
        field: 'received_at',
        title: t('columns.created'),
        width: 170,
        cell: ({ received_at: at }) => <Moment at={at} zone={zone} />,
      },
      {
        id: 'connector',
        field: 'connector_number',
        title: t('columns.connector'),
        width: 116,
        cell: ({ connector_number: number }) => place(number),
      },
      {
        id: 'transaction',
        title: t('columns.transaction'),
        width: 150,
        yields: 'pane',
        cell: (record) => <span className="mono">{transactionOf(record)}</span>,
      },
      {
        id: 'kind',
        field: 'kind',
        title: t('columns.kind'),
        // «Изменение состояния коннектора» whole.
        width: 264,
        cell: ({ kind }) => kindWords(kind),
      },
      { id: 'action', title: t('columns.action'), least: 200, cell: action },
      {
        id: 'message',
        field: 'body',
        title: t('columns.message'),
        least: 200,
        yields: 'pane',
        cell: (record) => <span className={log['message']}>{messageOf(record)}</span>,
      },
      {
        id: 'error',
        title: t('columns.error'),
        width: 180,
        isHidden: true,
        cell: (record) => <span className={log['error']}>{faultOf(record)}</span>,
      },
      {
        id: 'deviceAt',
        field: 'device_at',
        title: t('columns.deviceAt'),
        width: 170,
        isHidden: true,
        cell: ({ device_at: at }) => at && <Moment at={at} zone={zone} />,
      },
    ];
  }, [t, label, kindWords, action, zone, connectors]);
}

function useFilters({ connectors, time_zone: timeZone }: LogPlace): FilterField[] {
  const { t } = useTranslation(['operationLog', 'common']);
  const label = useEnumLabel();
  return useMemo<FilterField[]>(
    () => [
      {
        kind: 'select',
        name: 'connector_number',
        label: t('columns.connector'),
        options: connectors.map(({ number, type }) => ({
          value: String(number),
          label: `${number}: ${label('connectorType', type)}`,
        })),
      },
      {
        kind: 'select',
        name: 'kind',
        label: t('columns.kind'),
        options: KINDS.map((value) => ({ value, label: t(`kinds.${value}`) })),
      },
      { kind: 'check', name: 'show_readings', label: t('showReadings') },
      { kind: 'dates', name: 'from', nameTo: 'to', label: t('common:list.dates'), timeZone },
    ],
    [t, label, connectors, timeZone],
  );
}
