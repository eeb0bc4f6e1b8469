import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '@/api/types';
import type { Column } from '@/components/list/types';
import { IncidentName, IncidentState, Lasted, Moment } from './cells';
import { useIncidentText } from './words';
import classes from './incidents.module.css';

/** `zone`: that of the station, in its own card. */
export function useIncidentColumns(zone?: string): Column<Incident>[] {
  const { t } = useTranslation('incidents');
  const words = useIncidentText();
  return useMemo(
    () => [
      {
        id: 'opened',
        field: 'opened_at',
        title: t('columns.opened'),
        width: 168,
        sort: 'opened_at',
        cell: ({ opened_at: at }) => <Moment at={at} zone={zone} />,
      },
      {
        id: 'kind',
        field: 'kind,severity',
        title: t('columns.kind'),
        least: 236,
        cell: (incident) => <IncidentName incident={incident} />,
      },
      {
        id: 'station',
        field: 'station_number',
        title: t('columns.station'),
        width: 118,
        sort: 'station_number',
        cell: ({ station_number: number }) => <b className={classes['station']}>{number}</b>,
      },
      {
        id: 'connector',
        field: 'connector_number',
        title: t('columns.connector'),
        width: 100,
        align: 'end',
        cell: ({ connector_number: number }) => number,
      },
      {
        id: 'text',
        field: 'text',
        title: t('columns.text'),
        least: 170,
        yields: 'pane',
        cell: words,
        full: words,
      },
      {
        id: 'state',
        title: t('columns.state'),
        width: 112,
        cell: (incident) => <IncidentState incident={incident} />,
      },
      {
        id: 'lasted',
        title: t('columns.lasted'),
        width: 128,
        align: 'end',
        yields: 'pane',
        cell: (incident) => <Lasted incident={incident} />,
      },
      {
        id: 'resolved',
        field: 'resolved_at',
        title: t('columns.resolved'),
        width: 168,
        sort: 'resolved_at',
        yields: true,
        cell: ({ resolved_at: at }) => at && <Moment at={at} zone={zone} />,
      },
      {
        id: 'code',
        field: 'code',
        title: t('columns.code'),
        width: 140,
        isHidden: true,
        cell: ({ code }) => <span className="mono">{code}</span>,
      },
    ],
    [t, words, zone],
  );
}
