import type { Station } from '@/api/types';
import { ConnectorTiles } from '@/components/states/ConnectorTiles';
import { LastSeen } from './LastSeen';
import { StationStatus } from './StationStatus';
import classes from './stations.module.css';

export const StationPhoneCard = ({ station }: { station: Station }) => (
  <>
    <div className={classes['phoneHead']}>
      <b>{station.number}</b>
      <span className="ellipsis">{station.name}</span>
      <StationStatus station={station} />
    </div>
    <div className={classes['phoneHead']}>
      <span className="ellipsis">{station.address}</span>
      <LastSeen station={station} />
    </div>
    <span className={classes['phoneTiles']}>
      <ConnectorTiles connectors={station.connectors} />
    </span>
  </>
);
