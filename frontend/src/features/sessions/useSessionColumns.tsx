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
        title: t('columns.transaction'),
        width: 140,
        cell: (session) => <TransactionNumber session={session} />,
      },
      {
        id: 'station',
        title: t('columns.station'),
        width: 116,
        sort: 'station_number',
        cell: ({ station_number: station }) => <span className={classes['station']}>{station}</span>,
      },
      {
        id: 'connector',
        title: t('columns.connector'),
        width: 110,
        cell: ({ connector_number: place, connector_type: type }) =>
          `${place}: ${label('connectorType', type)}`,
      },
      {
        id: 'state',
        title: t('columns.state'),
        width: 138,
        cell: (session) => <SessionState session={session} />,
      },
      {
        id: 'when',
        title: t('columns.when'),
        least: 272,
        sort: 'started_at',
        cell: (session) => <When session={session} />,
      },
      {
        id: 'energy',
        title: t('columns.energy'),
        width: 168,
        align: 'end',
        sort: 'energy_wh',
        cell: (session) => <Energy session={session} />,
      },
      {
        id: 'max',
        title: t('columns.max'),
        width: 148,
        align: 'end',
        cell: (session) => <Maximum session={session} />,
      },
      {
        id: 'efficiency',
        title: t('columns.efficiency'),
        width: 76,
        align: 'end',
        cell: ({ efficiency }) => efficiency !== null && number(efficiency, 2),
      },
      {
        id: 'startUser',
        title: t('columns.startUser'),
        width: 200,
        isHidden: true,
        cell: ({ start_user_label: user }) => user,
      },
      {
        id: 'stopUser',
        title: t('columns.stopUser'),
        width: 200,
        isHidden: true,
        cell: ({ stop_user_label: user }) => user,
      },
      {
        id: 'startSource',
        title: t('columns.startSource'),
        width: 220,
        isHidden: true,
        cell: ({ start_source: source }) => source && label('startSource', source),
      },
      {
        id: 'stopSource',
        title: t('columns.stopSource'),
        width: 220,
        isHidden: true,
        cell: ({ stop_source: source }) => source && label('stopSource', source),
      },
      {
        id: 'amount',
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
