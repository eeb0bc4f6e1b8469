import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Connector, Station } from '@/api/types';
import { IconButton } from '@/components/buttons/IconButton';
import type { IconName } from '@/components/icons/drawings';
import { StateMessage } from '@/components/messages/StateMessage';
import { ConnectorGeneral } from './ConnectorGeneral';
import { ConnectorHistory } from './ConnectorHistory';
import { ConnectorPicker } from './ConnectorPicker';
import classes from './stations.module.css';

interface StationConnectorsProps {
  station: Station;
  /** Commands for the chosen connector, beside the line of connectors. */
  actions: (connector: Connector) => ReactNode;
  /** What happens on the chosen connector now. */
  live: (connector: Connector) => ReactNode;
  /** Its sessions, its log and the dump of its controller; without the right to see one it is absent. */
  more: Partial<Record<View, (connector: Connector) => ReactNode>>;
}

const NAME = 'connector';
const VIEW = 'view';

/** Sub-tabs of a connector by their icons (CON-006..010); its history is ours. */
const VIEWS = ['info', 'sessions', 'log', 'dump', 'history'] as const satisfies readonly string[];
type View = (typeof VIEWS)[number];
const OURS: readonly View[] = ['info', 'history'];
const ICONS: Record<View, IconName> = {
  info: 'info',
  sessions: 'list',
  log: 'lines',
  dump: 'terminal',
  history: 'clock',
};

const addressOf = (number: number, view: View) => ({
  [NAME]: String(number),
  ...(view === 'info' ? {} : { [VIEW]: view }),
});

/** The tab «КОННЕКТОРЫ»: a line of connectors to choose from, and all about the chosen one. */
export function StationConnectors({ station, actions, live, more }: StationConnectorsProps) {
  const { t } = useTranslation('stations');
  const [search, setSearch] = useSearchParams();
  const { connectors } = station;
  const chosen = connectors.find(({ number }) => String(number) === search.get(NAME)) ?? connectors[0];
  if (!chosen) return <StateMessage icon="station" title={t('connector.none')} />;
  const offered = VIEWS.filter((one) => OURS.includes(one) || more[one]);
  const view = offered.find((one) => one === search.get(VIEW)) ?? 'info';
  // Criteria of the list before are of no use to another connector or another list.
  const show = (number: number, next: View) => setSearch(addressOf(number, next), { replace: true });
  return (
    <>
      <div className={classes['connectors']}>
        <ConnectorPicker
          connectors={connectors}
          chosen={chosen}
          onChoose={({ number }) => show(number, view)}
        />
        <div className={classes['connectorActions']}>
          <span className={classes['connectorViews']} role="group" aria-label={t('connector.views.label')}>
            {offered.map((one) => (
              <IconButton
                key={one}
                icon={ICONS[one]}
                label={t(`connector.views.${one}`)}
                on={one === view}
                aria-pressed={one === view}
                onClick={() => show(chosen.number, one)}
              />
            ))}
          </span>
          {actions(chosen)}
        </div>
      </div>
      {more[view]?.(chosen)}
      {view === 'history' && <ConnectorHistory key={chosen.id} station={station} connector={chosen} />}
      {view === 'info' && (
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
