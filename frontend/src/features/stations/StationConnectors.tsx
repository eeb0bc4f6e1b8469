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
import { hasModules } from './modules';
import { StationModules } from './StationModules';
import classes from './stations.module.css';

interface StationConnectorsProps {
  station: Station;
  /** Commands for the chosen connector, beside the line of connectors. */
  actions: (connector: Connector) => ReactNode;
  /** What happens on the chosen connector now. */
  live: (connector: Connector) => ReactNode;
  /** Its sessions, its log and the dump of its controller; without the right to see one it is absent. */
  more: Partial<Record<View, (connector: Connector) => ReactNode>>;
  /** While «КМ» is chosen: its commands in place of the others (CON-006, CON-104), and how far they have got. */
  modules: { actions: ReactNode; live: ReactNode };
}

const NAME = 'connector';
/** In place of a number. */
const MODULES = 'modules';
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

const addressOf = (place: number | typeof MODULES, view: View) => ({
  [NAME]: String(place),
  ...(view === 'info' ? {} : { [VIEW]: view }),
});

/** The tab «КОННЕКТОРЫ»: a line of connectors to choose from, and all about the chosen one. */
export function StationConnectors(props: StationConnectorsProps) {
  const { station, actions, more, modules } = props;
  const { t } = useTranslation('stations');
  const [search, setSearch] = useSearchParams();
  const { connectors } = station;
  const chosen = connectors.find(({ number }) => String(number) === search.get(NAME)) ?? connectors[0];
  if (!chosen) return <StateMessage icon="station" title={t('connector.none')} />;
  const offered = VIEWS.filter((one) => OURS.includes(one) || more[one]);
  const view = offered.find((one) => one === search.get(VIEW)) ?? 'info';
  // Criteria of the list before are of no use to another connector or another list.
  const show = (place: number | typeof MODULES, next: View) =>
    setSearch(addressOf(place, next), { replace: true });
  const isModules = hasModules(station) && search.get(NAME) === MODULES;
  return (
    <>
      <div className={classes['connectors']}>
        <ConnectorPicker
          connectors={connectors}
          chosen={isModules ? null : chosen}
          onChoose={({ number }) => show(number, view)}
          onModules={hasModules(station) ? () => show(MODULES, 'info') : undefined}
        />
        <div className={classes['connectorActions']}>
          {isModules ? (
            modules.actions
          ) : (
            <>
              <span
                className={classes['connectorViews']}
                role="group"
                aria-label={t('connector.views.label')}
              >
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
            </>
          )}
        </div>
      </div>
      {isModules ? (
        <StationModules station={station}>{modules.live}</StationModules>
      ) : (
        <ConnectorView {...props} connector={chosen} view={view} />
      )}
    </>
  );
}

/** The chosen sub-tab of the chosen connector. */
function ConnectorView({
  station,
  live,
  more,
  connector,
  view,
}: StationConnectorsProps & { connector: Connector; view: View }) {
  if (view === 'history')
    return <ConnectorHistory key={connector.id} station={station} connector={connector} />;
  if (view !== 'info') return more[view]?.(connector);
  return (
    <div className={classes['connectorBody']}>
      <section>{live(connector)}</section>
      <section>
        <ConnectorGeneral connector={connector} zone={station.time_zone} />
      </section>
    </div>
  );
}
