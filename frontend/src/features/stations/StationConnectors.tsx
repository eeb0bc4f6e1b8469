import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Connector, Station } from '@/api/types';
import { Segmented } from '@/components/buttons/Segmented';
import { StateMessage } from '@/components/messages/StateMessage';
import { ConnectorGeneral } from './ConnectorGeneral';
import { ConnectorPicker } from './ConnectorPicker';
import classes from './stations.module.css';

interface StationConnectorsProps {
  station: Station;
  /** Commands for the chosen connector, beside the line of connectors. */
  actions: (connector: Connector) => ReactNode;
  /** What happens on the chosen connector now. */
  live: (connector: Connector) => ReactNode;
  /** List of the chosen connector's sessions; absent without the right to see them. */
  sessions?: ((connector: Connector) => ReactNode) | undefined;
}

const NAME = 'connector';
const VIEWS = ['info', 'sessions'] as const;
type View = (typeof VIEWS)[number];

/** The tab «КОННЕКТОРЫ»: a line of connectors to choose from, and all about the chosen one. */
export function StationConnectors({ station, actions, live, sessions }: StationConnectorsProps) {
  const { t } = useTranslation('stations');
  const [search, setSearch] = useSearchParams();
  const { connectors } = station;
  const chosen = connectors.find(({ number }) => String(number) === search.get(NAME)) ?? connectors[0];
  if (!chosen) return <StateMessage icon="station" title={t('connector.none')} />;
  const view: View = sessions && search.get('view') === 'sessions' ? 'sessions' : 'info';
  const show = ({ number }: Connector, next: View) =>
    setSearch({ [NAME]: String(number), ...(next === 'info' ? {} : { view: next }) }, { replace: true });
  return (
    <>
      <div className={classes['connectors']}>
        <ConnectorPicker
          connectors={connectors}
          chosen={chosen}
          onChoose={(connector) => show(connector, view)}
        />
        <div className={classes['connectorActions']}>{actions(chosen)}</div>
      </div>
      {sessions && (
        <div className={classes['connectorViews']}>
          <Segmented
            label={t('connector.views.label')}
            value={view}
            options={VIEWS.map((value) => ({ value, label: t(`connector.views.${value}`) }))}
            onChange={(next) => show(chosen, next)}
          />
        </div>
      )}
      {sessions && view === 'sessions' ? (
        sessions(chosen)
      ) : (
        <div className={classes['connectorBody']}>
          <section>{live(chosen)}</section>
          <section>
            <ConnectorGeneral connector={chosen} zone={station.time_zone} />
          </section>
        </div>
      )}
    </>
  );
}
