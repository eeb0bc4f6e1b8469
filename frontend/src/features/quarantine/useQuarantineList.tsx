import { readStationOption, stationSource } from '@/components/fields/stationOptions';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Quarantined } from '@/api/types';
import type { BulkAction, Column, FilterField, ListDeclaration } from '@/components/list/types';
import { StateMessage } from '@/components/messages/StateMessage';
import type { Chosen } from './bulk';
import { ItemState, Moment } from './cells';
import { quarantineQuery } from './queries';
import { Views } from './Views';
import classes from './quarantine.module.css';

const KINDS = ['unmatched_end', 'unmatched_meter_values', 'rejected_frame'] as const;
/** The server searches from this many characters on. */
const SEARCH_FROM = 3;

interface QuarantineListOptions {
  openId: string | undefined;
  onOpen: (item: Quarantined) => void;
  /** Several at once; nothing without the right to decide. */
  onChosen: ((chosen: Chosen) => void) | undefined;
}

/** Messages of stations that could not be applied, the newest first. */
export function useQuarantineList(options: QuarantineListOptions): ListDeclaration<Quarantined> {
  const { openId, onOpen, onChosen } = options;
  const { t } = useTranslation('quarantine');
  const columns = useColumns();
  const filters = useFilters();
  const bulk = useBulk(onChosen);
  return useMemo(
    () => ({
      id: 'quarantine',
      label: t('label'),
      columns,
      filters,
      exportPath: '/api/v1/quarantine/export',
      defaultSort: '-received_at',
      rowId: ({ id }) => id,
      rowName: ({ kind, transaction_number: number }) => `${t(`kinds.${kind}`)} ${number}`,
      onOpen,
      openId,
      phoneCard: (item) => <ItemCard item={item} />,
      ...(bulk ? { bulk } : {}),
      query: quarantineQuery,
      endTools: (applied, setFilters) => <Views filters={applied} setFilters={setFilters} />,
      emptyState: <StateMessage icon="shield" title={t('empty')} hint={t('emptyHint')} />,
    }),
    [t, columns, filters, bulk, openId, onOpen],
  );
}

function useBulk(onChosen: QuarantineListOptions['onChosen']): BulkAction<Quarantined>[] | undefined {
  const { t } = useTranslation('quarantine');
  return useMemo(
    () =>
      onChosen && [
        {
          id: 'replay',
          label: t('replay.action'),
          icon: 'refresh',
          run: (rows, clear) => onChosen({ deed: 'replay', rows, clear }),
        },
        {
          id: 'dismiss',
          label: t('dismiss.action'),
          icon: 'off',
          isDangerous: true,
          run: (rows, clear) => onChosen({ deed: 'dismiss', rows, clear }),
        },
      ],
    [t, onChosen],
  );
}

function ItemCard({ item }: { item: Quarantined }) {
  const { t } = useTranslation('quarantine');
  return (
    <>
      <span className={classes['phone']}>
        <b className={classes['station']}>{item.station_number}</b>
        <ItemState state={item.state} />
      </span>
      <span className={classes['phone']}>
        <span>{t(`kinds.${item.kind}`)}</span>
        <Moment at={item.received_at} />
      </span>
    </>
  );
}

function useColumns(): Column<Quarantined>[] {
  const { t } = useTranslation('quarantine');
  return useMemo(
    () => [
      {
        id: 'received',
        field: 'received_at',
        title: t('columns.received'),
        width: 176,
        sort: 'received_at',
        cell: ({ received_at: at }) => <Moment at={at} />,
      },
      {
        id: 'station',
        field: 'station_number',
        title: t('columns.station'),
        width: 140,
        cell: ({ station_number: number }) => <b className={classes['station']}>{number}</b>,
      },
      { id: 'kind', field: 'kind', title: t('columns.kind'), cell: ({ kind }) => t(`kinds.${kind}`) },
      {
        id: 'why',
        yields: 'pane',
        field: 'why',
        title: t('columns.why'),
        full: ({ why }) => why,
        cell: ({ why }) => why ?? <span className="muted">{t('noStart')}</span>,
      },
      {
        id: 'transaction',
        yields: 'pane',
        field: 'transaction_number',
        title: t('columns.transaction'),
        width: 140,
        cell: ({ transaction_number: number }) => <span className="mono">{number}</span>,
      },
      {
        id: 'state',
        field: 'state',
        title: t('columns.state'),
        width: 170,
        cell: ({ state }) => <ItemState state={state} />,
      },
      {
        id: 'decidedBy',
        field: 'decided_by',
        title: t('columns.decidedBy'),
        width: 140,
        isHidden: true,
        cell: ({ decided_by: login }) => login,
      },
      {
        id: 'reason',
        field: 'reason',
        title: t('columns.reason'),
        width: 220,
        isHidden: true,
        cell: ({ reason }) => reason,
      },
    ],
    [t],
  );
}

function useFilters(): FilterField[] {
  const { t } = useTranslation(['quarantine', 'common']);
  return useMemo<FilterField[]>(
    () => [
      { kind: 'text', name: 'q', label: t('columns.transaction'), least: SEARCH_FROM },
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
        options: KINDS.map((value) => ({ value, label: t(`kinds.${value}`) })),
      },
      {
        kind: 'select',
        name: 'state',
        label: t('columns.state'),
        options: (['waiting', 'joined', 'dismissed'] as const).map((value) => ({
          value,
          label: t(`states.${value}`),
        })),
      },
      { kind: 'dates', name: 'received_from', nameTo: 'received_to', label: t('common:list.dates') },
    ],
    [t],
  );
}
