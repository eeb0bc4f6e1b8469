import type { Connector } from '@/api/types';
import { ConnectorTile } from './ConnectorTile';
import classes from './states.module.css';

interface ConnectorTilesProps {
  connectors: readonly Connector[];
  /** How many fit; the rest is counted. */
  most?: number;
  onPress?: (connector: Connector) => void;
}

export function ConnectorTiles({ connectors, most = Infinity, onPress }: ConnectorTilesProps) {
  const hidden = connectors.length - most;
  return (
    <span className={classes['tiles']}>
      {connectors.slice(0, most).map((connector) => (
        <ConnectorTile
          key={connector.id}
          connector={connector}
          {...(onPress ? { onPress: () => onPress(connector) } : {})}
        />
      ))}
      {hidden > 0 && <span className={classes['more']}>+{hidden}</span>}
    </span>
  );
}
