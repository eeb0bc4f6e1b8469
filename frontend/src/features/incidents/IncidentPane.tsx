import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Incident } from '@/api/types';
import { Block, FieldLine, FieldList } from '@/components/card/Fields';
import { Pane } from '@/components/split/SplitView';
import { StateLabel } from '@/components/states/StateLabel';
import { formatDateTime, zonedParts } from '@/lib/format';
import { useCan } from '@/lib/me';
import { useEnumLabel, type Vocabulary } from '@/lib/useEnumLabel';
import { IncidentState, Lasted, Moment } from './cells';
import { incidentQuery, samePlaceQuery } from './queries';
import { useIncidentText } from './words';
import classes from './incidents.module.css';

interface IncidentPaneProps {
  incident: Incident;
  onOpen: (incident: Incident) => void;
  onClose: () => void;
}

/** One incident: what, where, since when, what the station said, and how often it has been so before. */
export function IncidentPane({ incident: given, onOpen, onClose }: IncidentPaneProps) {
  const label = useEnumLabel();
  const words = useIncidentText();
  const { data } = useQuery(incidentQuery(given.id));
  const incident = data ?? given;
  const name = label('incidentKind', incident.kind);
  return (
    <Pane
      label={`${incident.station_number}: ${name}`}
      title={name}
      footer={<Links incident={incident} />}
      onClose={onClose}
    >
      <p className={classes['text']}>{words(incident)}</p>
      <Facts incident={incident} />
      <SamePlace incident={incident} onOpen={onOpen} />
    </Pane>
  );
}

function Facts({ incident }: { incident: Incident }) {
  const { t } = useTranslation('incidents');
  const { resolved_at: resolved, connector_number: number, code } = incident;
  return (
    <FieldList>
      <FieldLine label={t('columns.state')}>
        <IncidentState incident={incident} />
      </FieldLine>
      <FieldLine label={t('columns.severity')}>
        <StateLabel kind="incidentSeverity" code={incident.severity} />
      </FieldLine>
      <FieldLine label={t('columns.station')}>
        <Link to={`/stations/${incident.station_id}/info`}>{incident.station_number}</Link>
      </FieldLine>
      <FieldLine label={t('columns.connector')}>
        {number === null ? (
          t('wholeStation')
        ) : (
          <Link to={`/stations/${incident.station_id}/connectors?connector=${number}`}>{number}</Link>
        )}
      </FieldLine>
      <FieldLine label={t('columns.opened')}>
        <span className="num">{formatDateTime(incident.opened_at)}</span>
      </FieldLine>
      <FieldLine label={t('columns.resolved')}>
        <span className="num">{resolved && formatDateTime(resolved)}</span>
      </FieldLine>
      <FieldLine label={t('columns.lasted')}>
        <Lasted incident={incident} />
      </FieldLine>
      <FieldLine label={t('columns.code')}>{code && <span className="mono">{code}</span>}</FieldLine>
      <Told incident={incident} />
    </FieldList>
  );
}

const VOCABULARIES: Record<string, Vocabulary> = {
  status: 'connectorStatus',
  controller_status: 'controllerStatus',
};

/** What the station said, under names a person knows; a word that is not known keeps its own. */
function Told({ incident: { params } }: { incident: Incident }) {
  const { t } = useTranslation('incidents');
  const label = useEnumLabel();
  const shown = (name: string, value: string | number) => {
    const vocabulary = VOCABULARIES[name];
    if (!vocabulary) return <span className="mono">{value}</span>;
    const words = label(vocabulary, String(value));
    return name === 'controller_status' ? `${value} (${words})` : words;
  };
  return Object.entries(params).map(
    ([name, value]) =>
      (typeof value === 'string' || typeof value === 'number') && (
        <FieldLine key={name} label={t(`params.${name}` as 'params.status', { defaultValue: name })}>
          {shown(name, value)}
        </FieldLine>
      ),
  );
}

/** The same at the same place, before and since. */
function SamePlace({ incident, onOpen }: Omit<IncidentPaneProps, 'onClose'>) {
  const { t } = useTranslation('incidents');
  const { data } = useQuery(samePlaceQuery(incident));
  if (!data || data.length < 2) return null;
  return (
    <Block title={t('samePlace')}>
      <ul className={classes['earlier']} aria-label={t('samePlace')}>
        {data.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              aria-current={one.id === incident.id ? 'true' : undefined}
              onClick={() => onOpen(one)}
            >
              <Moment at={one.opened_at} />
              <Lasted incident={one} />
            </button>
          </li>
        ))}
      </ul>
    </Block>
  );
}

const dayOf = (at: string) => {
  const { year, month, day } = zonedParts(at);
  return `${year}-${month}-${day}`;
};

/** To what the station exchanged on that day. */
function Links({ incident }: { incident: Incident }) {
  const { t } = useTranslation('incidents');
  const canRead = useCan('protocol-log:read');
  const { station_id: station, opened_at: opened } = incident;
  if (!canRead) return null;
  const day = dayOf(opened);
  return <Link to={`/stations/${station}/protocol?from=${day}&to=${day}`}>{t('protocol')}</Link>;
}
