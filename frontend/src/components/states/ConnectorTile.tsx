import { useTranslation } from 'react-i18next';
import type { Connector } from '@/api/types';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useFormat } from '@/lib/useFormat';
import { ConnectorFace } from '../icons/ConnectorFace';
import { Mark } from '../icons/Mark';
import { tip } from '../tooltip/tip';
import { connectorLook } from './looks';
import classes from './states.module.css';

type TileConnector = Pick<
  Connector,
  'number' | 'type' | 'max_power_w' | 'status' | 'mark' | 'controller_status'
>;

/** Words of a connector's state: its status, or what OCPP says beside it. */
export function useConnectorWords() {
  const label = useEnumLabel();
  return ({ status, mark }: Pick<Connector, 'status' | 'mark'>) =>
    mark ? label('connectorMark', mark) : label('connectorStatus', status);
}

/** Face of the socket and its available power; a badge only when the state is not the normal one. */
interface ConnectorTileProps {
  connector: TileConnector;
  /** Makes it a button. */
  onPress?: () => void;
}

export function ConnectorTile({ connector, onPress }: ConnectorTileProps) {
  const { t } = useTranslation();
  const { kw } = useFormat();
  const label = useEnumLabel();
  const words = useConnectorWords();
  const { type, status, mark, controller_status: controller, max_power_w: power } = connector;
  const look = connectorLook(status, mark, controller);
  const isFilled = look.tone !== 'ok' && look.tone !== 'off';
  const name = `${connector.number}: ${label('connectorType', type)}: ${words(connector)}`;
  const names = [classes['tile'], isFilled && classes['filled'], look.tone === 'off' && classes['off']];
  const looks = {
    className: names.filter(Boolean).join(' '),
    style: isFilled
      ? ({ '--tile-soft': `var(--${look.tone}-soft)`, color: `var(--${look.tone}-text)` } as object)
      : undefined,
    'aria-label': name,
    ...tip(name),
  };
  const inside = (
    <>
      <span className={classes['face']}>
        <ConnectorFace type={type} tone={look.tone} />
        {look.mark !== 'dot' && (
          <span className={classes['badge']}>
            <Mark name={look.mark} tone={look.tone} size={10} />
          </span>
        )}
      </span>
      <span className={`${classes['power']} num`}>
        {power === null ? '—' : kw(power)}
        {power !== null && <span className="unit">{t('units.kw')}</span>}
      </span>
    </>
  );
  if (!onPress)
    return (
      <span role="img" {...looks}>
        {inside}
      </span>
    );
  return (
    <button type="button" {...looks} onClick={onPress} onDoubleClick={(event) => event.stopPropagation()}>
      {inside}
    </button>
  );
}
