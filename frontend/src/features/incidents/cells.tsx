import { useTranslation } from 'react-i18next';
import type { Incident } from '@/api/types';
import { Mark } from '@/components/icons/Mark';
import { lookOf, type Look } from '@/components/states/looks';
import { tip } from '@/components/tooltip/tip';
import { formatDate, formatTime } from '@/lib/format';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useFormat } from '@/lib/useFormat';
import { useNow } from '@/lib/useNow';
import classes from './incidents.module.css';

const OVER: Look = { tone: 'ok', mark: 'check' };

/** How bad it is as a mark with its word, and what it is. */
export function IncidentName({ incident }: { incident: Incident }) {
  const label = useEnumLabel();
  const { kind, severity } = incident;
  const { tone, mark } = lookOf('incidentSeverity', severity);
  const words = label('incidentSeverity', severity);
  return (
    <span className={classes['line']}>
      <span role="img" aria-label={words} {...tip(words)}>
        <Mark name={mark} tone={tone} />
      </span>
      <span className="ellipsis">{label('incidentKind', kind)}</span>
    </span>
  );
}

/** «Открыт» in the colour of its severity, or «Закрыт». */
export function IncidentState({ incident }: { incident: Incident }) {
  const { t } = useTranslation('incidents');
  const { tone, mark } = incident.is_open ? lookOf('incidentSeverity', incident.severity) : OVER;
  return (
    <span className={classes['line']}>
      <Mark name={mark} tone={tone} />
      {t(incident.is_open ? 'states.open' : 'states.resolved')}
    </span>
  );
}

export const Moment = ({ at, zone }: { at: string; zone?: string | undefined }) => (
  <time dateTime={at} className="num">
    <span className="muted">{formatDate(at, zone)}</span> {formatTime(at, zone)}
  </time>
);

const secondsOf = ({ opened_at: opened }: Incident, until: number) =>
  Math.max(0, (until - Date.parse(opened)) / 1000);

/** How long it has lasted; of an open one the figure goes on. */
export function Lasted({ incident }: { incident: Incident }) {
  const { elapsed } = useFormat();
  const { resolved_at: at } = incident;
  if (at === null) return <Running incident={incident} />;
  return <span className="num">{elapsed(secondsOf(incident, Date.parse(at)))}</span>;
}

function Running({ incident }: { incident: Incident }) {
  const { elapsed } = useFormat();
  const now = useNow();
  return <span className="num">{elapsed(secondsOf(incident, now))}</span>;
}
