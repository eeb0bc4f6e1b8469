import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnknownStation } from '@/api/types';
import { Button } from '@/components/buttons/Button';
import { Icon } from '@/components/icons/Icon';
import type { Column, FilterField, ListDeclaration, RowAction } from '@/components/list/types';
import { StateMessage } from '@/components/messages/StateMessage';
import { useFormat } from '@/lib/useFormat';
import { Knocked, Protocols } from './cells';
import { unknownStationsQuery } from './queries';
import classes from './unknownStations.module.css';

interface UnknownListOptions {
  open: UnknownStation | null;
  onOpen: (station: UnknownStation) => void;
  /** Nothing without the right to add a station. */
  onAdd: ((station: UnknownStation) => void) | undefined;
  onDismiss: ((station: UnknownStation) => void) | undefined;
}

/** Identities that knock and are refused, those seen last first. */
export function useUnknownStationsList(options: UnknownListOptions): ListDeclaration<UnknownStation> {
  const { open, onOpen, onAdd, onDismiss } = options;
  const { t } = useTranslation('unknownStations');
  const columns = useUnknownColumns(onAdd);
  const filters = useMemo<FilterField[]>(
    () => [
      { kind: 'text', name: 'q', label: t('filters.q'), least: 3 },
      { kind: 'check', name: 'is_dismissed', label: t('filters.dismissed') },
    ],
    [t],
  );
  const actions = useMemo(() => {
    const offered: RowAction<UnknownStation>[] = [];
    if (onAdd) offered.push({ id: 'add', label: t('add'), icon: 'plus', run: onAdd });
    if (onDismiss)
      offered.push({
        id: 'dismiss',
        label: t('dismiss.action'),
        icon: 'off',
        run: onDismiss,
        isOffered: (station) => !station.is_dismissed,
      });
    return offered;
  }, [t, onAdd, onDismiss]);
  return useMemo(
    () => ({
      id: 'unknown-stations',
      label: t('label'),
      columns,
      filters,
      actions,
      exportPath: '/api/v1/unknown-stations/export',
      defaultSort: '-last_seen_at',
      rowId: ({ identity }) => identity,
      rowName: ({ identity }) => identity,
      onOpen,
      openId: open?.identity,
      phoneCard: (station) => <UnknownCard station={station} />,
      query: unknownStationsQuery,
      note: (
        <p className={classes['note']}>
          <Icon name="info" />
          {t('note')}
        </p>
      ),
      emptyState: <StateMessage icon="station" title={t('empty')} hint={t('emptyHint')} />,
    }),
    [t, columns, filters, actions, open, onOpen],
  );
}

const UnknownCard = ({ station }: { station: UnknownStation }) => (
  <>
    <span className={classes['phone']}>
      <b>{station.identity}</b>
      <Knocked at={station.last_seen_at} />
    </span>
    <span className={`${classes['phone']} muted`}>
      <span>
        <Protocols station={station} />
      </span>
      <span className="num">{station.remote_address}</span>
    </span>
  </>
);

function useUnknownColumns(onAdd: UnknownListOptions['onAdd']): Column<UnknownStation>[] {
  const { t } = useTranslation('unknownStations');
  const { number } = useFormat();
  return useMemo(() => {
    const columns: Column<UnknownStation>[] = [
      {
        id: 'identity',
        field: 'identity',
        title: t('columns.identity'),
        width: 240,
        sort: 'identity',
        cell: ({ identity }) => <b className={classes['identity']}>{identity}</b>,
      },
      {
        id: 'protocols',
        field: 'offered_protocols',
        title: t('columns.protocols'),
        width: 150,
        cell: (station) => <Protocols station={station} />,
      },
      {
        id: 'address',
        field: 'remote_address',
        title: t('columns.address'),
        width: 150,
        yields: 'pane',
        cell: ({ remote_address: address }) => <span className="num">{address}</span>,
      },
      {
        id: 'userAgent',
        field: 'user_agent',
        title: t('columns.userAgent'),
        yields: 'pane',
        cell: ({ user_agent: agent }) => <span className="muted">{agent}</span>,
      },
      {
        id: 'lastSeen',
        field: 'last_seen_at',
        title: t('columns.lastSeen'),
        width: 140,
        align: 'end',
        sort: 'last_seen_at',
        cell: ({ last_seen_at: at }) => <Knocked at={at} />,
      },
      {
        id: 'count',
        field: 'count',
        title: t('columns.count'),
        width: 110,
        align: 'end',
        yields: 'pane',
        cell: ({ count }) => number(count, 0),
      },
    ];
    if (!onAdd) return columns;
    const add: Column<UnknownStation> = {
      id: 'add',
      title: '',
      width: 148,
      align: 'end',
      cell: (station) => (
        <Button
          small
          icon="plus"
          aria-label={`${t('add')}: ${station.identity}`}
          onClick={(event) => {
            event.stopPropagation();
            onAdd(station);
          }}
        >
          {t('add')}
        </Button>
      ),
    };
    return [...columns, add];
  }, [t, number, onAdd]);
}
