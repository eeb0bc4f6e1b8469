import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Connector, Station } from '@/api/types';
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
}

const NAME = 'connector';

/** The tab «КОННЕКТОРЫ»: a line of connectors to choose from, and all about the chosen one. */
export function StationConnectors({ station, actions, live }: StationConnectorsProps) {
  const { t } = useTranslation('stations');
  const [search, setSearch] = useSearchParams();
  const { connectors } = station;
  const chosen = connectors.find(({ number }) => String(number) === search.get(NAME)) ?? connectors[0];
  if (!chosen) return <StateMessage icon="station" title={t('connector.none')} />;
  const choose = ({ number }: Connector) => setSearch({ [NAME]: String(number) }, { replace: true });
  return (
    <>
      <div className={classes['connectors']}>
        <ConnectorPicker connectors={connectors} chosen={chosen} onChoose={choose} />
        <div className={classes['connectorActions']}>{actions(chosen)}</div>
      </div>
      <div className={classes['connectorBody']}>
        <section>{live(chosen)}</section>
        <section>
          <ConnectorGeneral connector={chosen} zone={station.time_zone} />
        </section>
      </div>
    </>
  );
}
