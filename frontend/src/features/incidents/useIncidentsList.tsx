import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident, Station } from '@/api/types';
import { Segmented } from '@/components/buttons/Segmented';
import type { ListDeclaration, ListScope } from '@/components/list/types';
import { StateMessage } from '@/components/messages/StateMessage';
import { useEnumLabel } from '@/lib/useEnumLabel';
import type { Filters } from '@/lib/useListParams';
import { IncidentName, IncidentState, Moment } from './cells';
import { incidentsQuery } from './queries';
import { useIncidentColumns } from './useIncidentColumns';
import { useIncidentFilters } from './useIncidentFilters';
import classes from './incidents.module.css';

interface IncidentsListOptions {
  openId: string | undefined;
  onOpen: (incident: Incident) => void;
  /** The list of one station: part of its card. */
  station?: Station | undefined;
}

/** What is or was wrong with stations, the newest first. */
export function useIncidentsList({
  openId,
  onOpen,
  station,
}: IncidentsListOptions): ListDeclaration<Incident> {
  const { t } = useTranslation('incidents');
  const label = useEnumLabel();
  const columns = useIncidentColumns(station?.time_zone);
  const filters = useIncidentFilters(station);
  const scope = useScope(station);
  return useMemo(
    () => ({
      id: 'incidents',
      label: t('label'),
      columns,
      filters,
      exportPath: '/api/v1/incidents/export',
      defaultSort: '-opened_at',
      rowId: ({ id }) => id,
      rowName: ({ station_number: number, kind }) => `${number}: ${label('incidentKind', kind)}`,
      onOpen,
      openId,
      phoneCard: (incident) => <IncidentCard incident={incident} />,
      query: incidentsQuery,
      endTools: (applied, setFilters) => <Views filters={applied} setFilters={setFilters} />,
      emptyState: (
        <StateMessage
          icon="shield"
          title={t('empty')}
          hint={t(station ? 'emptyStation' : 'emptyHint', { number: station?.number })}
        />
      ),
      ...(scope ? { scope } : {}),
    }),
    [t, label, columns, filters, scope, station, openId, onOpen],
  );
}

function useScope(station: Station | undefined): ListScope | undefined {
  const { id, number } = station ?? {};
  return useMemo(
    () =>
      id && number
        ? { filters: { station_id: [id] }, chips: [number], without: ['station', 'station_id'] }
        : undefined,
    [id, number],
  );
}

const VIEWS = ['all', 'open', 'resolved'] as const;
type View = (typeof VIEWS)[number];

const viewOf = (value: string | undefined): View =>
  value === 'true' ? 'open' : value === 'false' ? 'resolved' : 'all';

/** All, those that are open, or those that are over: one press. */
function Views({ filters, setFilters }: { filters: Filters; setFilters: (filters: Filters) => void }) {
  const { t } = useTranslation('incidents');
  const choose = (next: View) => {
    const others = Object.fromEntries(Object.entries(filters).filter(([name]) => name !== 'is_open'));
    setFilters(next === 'all' ? others : { ...others, is_open: [String(next === 'open')] });
  };
  return (
    <Segmented
      label={t('columns.state')}
      value={viewOf(filters['is_open']?.[0])}
      options={VIEWS.map((value) => ({ value, label: t(`views.${value}`) }))}
      onChange={choose}
    />
  );
}

const IncidentCard = ({ incident }: { incident: Incident }) => (
  <>
    <span className={classes['phone']}>
      <b>{incident.station_number}</b>
      <IncidentState incident={incident} />
    </span>
    <span className={classes['phone']}>
      <IncidentName incident={incident} />
      <Moment at={incident.opened_at} />
    </span>
  </>
);
