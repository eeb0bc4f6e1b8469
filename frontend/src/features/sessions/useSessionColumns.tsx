import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '@/api/types';
import type { Column } from '@/components/list/types';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useFormat } from '@/lib/useFormat';
import { Energy, Maximum, SessionState, TransactionNumber, When } from './cells';
import classes from './sessions.module.css';

/** Columns SES-021..033, in their documented order. */
export function useSessionColumns(): Column<Session>[] {
  const { t } = useTranslation('sessions');
  const label = useEnumLabel();
  const { number, money } = useFormat();
  return useMemo(
    () => [
      {
        id: 'transaction',
        field: 'transaction_number',
        title: t('columns.transaction'),
        width: 136,
        cell: (session) => <TransactionNumber session={session} />,
      },
      {
        id: 'station',
        field: 'station_number',
        title: t('columns.station'),
        width: 110,
        sort: 'station_number',
        cell: ({ station_number: station }) => <span className={classes['station']}>{station}</span>,
      },
      {
        id: 'connector',
        field: 'connector',
        title: t('columns.connector'),
        width: 106,
        cell: ({ connector_number: place, connector_type: type }) =>
          `${place}: ${label('connectorType', type)}`,
      },
      {
        id: 'state',
        field: 'state',
        title: t('columns.state'),
        width: 134,
        cell: (session) => <SessionState session={session} />,
      },
      {
        id: 'when',
        field: 'started_at,ended_at',
        title: t('columns.when'),
        least: 262,
        sort: 'started_at',
        cell: (session) => <When session={session} />,
      },
      {
        id: 'energy',
        field: 'energy_kwh,soc_start,soc_end',
        title: t('columns.energy'),
        width: 172,
        align: 'end',
        sort: 'energy_wh',
        cell: (session) => <Energy session={session} />,
      },
      {
        id: 'max',
        field: 'max_power_kw,max_current_a',
        title: t('columns.max'),
        width: 144,
        align: 'end',
        cell: (session) => <Maximum session={session} />,
      },
      {
        id: 'efficiency',
        field: 'efficiency',
        title: t('columns.efficiency'),
        width: 88,
        align: 'end',
        cell: ({ efficiency }) => efficiency !== null && number(efficiency, 2),
      },
      {
        id: 'startUser',
        field: 'start_user_label',
        title: t('columns.startUser'),
        width: 200,
        isHidden: true,
        cell: ({ start_user_label: user }) => user,
      },
      {
        id: 'stopUser',
        field: 'stop_user_label',
        title: t('columns.stopUser'),
        width: 200,
        isHidden: true,
        cell: ({ stop_user_label: user }) => user,
      },
      {
        id: 'startSource',
        field: 'start_source',
        title: t('columns.startSource'),
        width: 220,
        isHidden: true,
        cell: ({ start_source: source }) => source && label('startSource', source),
      },
      {
        id: 'stopSource',
        field: 'stop_source',
        title: t('columns.stopSource'),
        width: 220,
        isHidden: true,
        cell: ({ stop_source: source }) => source && label('stopSource', source),
      },
      {
        id: 'amount',
        field: 'amount,currency',
        title: t('columns.amount'),
        width: 120,
        align: 'end',
        isHidden: true,
        cell: ({ amount, currency }) => amount !== null && money(amount, currency),
      },
    ],
    [t, label, number, money],
  );
}
