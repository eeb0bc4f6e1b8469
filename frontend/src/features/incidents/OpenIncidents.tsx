import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Incident, Station } from '@/api/types';
import { useCan } from '@/lib/me';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { IncidentName } from './cells';
import { openIncidentsQuery } from './queries';
import classes from './incidents.module.css';

/** What is wrong with a station at this moment, over whatever is shown of it; nothing while all is well. */
export function OpenIncidents({ station }: { station: Pick<Station, 'id'> }) {
  const canRead = useCan('incidents:read');
  return canRead && <Strip stationId={station.id} />;
}

function Strip({ stationId }: { stationId: string }) {
  const { t } = useTranslation('incidents');
  const { data } = useQuery(openIncidentsQuery(stationId));
  if (!data || data.items.length === 0) return null;
  const others = data.total - data.items.length;
  const path = `/stations/${stationId}/incidents`;
  return (
    <nav className={classes['strip']} aria-label={t('openNow')}>
      {data.items.map((incident) => (
        <OpenLink key={incident.id} incident={incident} path={path} />
      ))}
      {others > 0 && <Link to={`${path}?is_open=true`}>{t('others', { count: others })}</Link>}
    </nav>
  );
}

function OpenLink({ incident, path }: { incident: Incident; path: string }) {
  const { t } = useTranslation('incidents');
  const label = useEnumLabel();
  const { id, kind, connector_number: number } = incident;
  const place = number === null ? '' : t('ofConnector', { number });
  return (
    <Link to={`${path}?incident=${id}`} aria-label={`${label('incidentKind', kind)} ${place}`.trim()}>
      <IncidentName incident={incident} />
      {place && <span className="muted"> {place}</span>}
    </Link>
  );
}
