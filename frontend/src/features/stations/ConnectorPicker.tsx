import { useTranslation } from 'react-i18next';
import type { Connector } from '@/api/types';
import { ConnectorFace } from '@/components/icons/ConnectorFace';
import { Mark } from '@/components/icons/Mark';
import { useConnectorWords } from '@/components/states/ConnectorTile';
import { connectorLook } from '@/components/states/looks';
import { tip } from '@/components/tooltip/tip';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useFormat } from '@/lib/useFormat';
import classes from './stations.module.css';

interface ConnectorPickerProps {
  connectors: readonly Connector[];
  /** Nothing while «КМ» is chosen. */
  chosen: Connector | null;
  onChoose: (connector: Connector) => void;
  /** «КМ», right of the connectors of a fast station (CON-005); absent at others. */
  onModules?: (() => void) | undefined;
}

/** One small card per connector: address, face of the socket, type, state. */
export const ConnectorPicker = ({ connectors, chosen, onChoose, onModules }: ConnectorPickerProps) => (
  <>
    {connectors.map((connector) => (
      <ConnectorCard
        key={connector.id}
        connector={connector}
        isChosen={connector.id === chosen?.id}
        onChoose={() => onChoose(connector)}
      />
    ))}
    {onModules && <ModulesCard isChosen={chosen === null} onChoose={onModules} />}
  </>
);

function ModulesCard({ isChosen, onChoose }: { isChosen: boolean; onChoose: () => void }) {
  const { t } = useTranslation('stations');
  return (
    <button
      type="button"
      className={classes['modules']}
      aria-pressed={isChosen}
      aria-label={`${t('modules.card')}: ${t('modules.hint')}`}
      onClick={onChoose}
      {...tip(t('modules.hint'))}
    >
      {t('modules.card')}
    </button>
  );
}

interface ConnectorCardProps {
  connector: Connector;
  isChosen: boolean;
  onChoose: () => void;
}

function ConnectorCard({ connector, isChosen, onChoose }: ConnectorCardProps) {
  const { t } = useTranslation();
  const label = useEnumLabel();
  const words = useConnectorWords();
  const { kw } = useFormat();
  const { number, type, power_w: power } = connector;
  const { tone, mark } = connectorLook(connector.status, connector.mark, connector.controller_status);
  return (
    <button type="button" aria-pressed={isChosen} onClick={onChoose}>
      <ConnectorFace type={type} tone={tone} size={26} />
      <span style={{ minWidth: 0 }}>
        <strong>
          {number} {label('connectorType', type)}
          {power > 0 && (
            <span className={`${classes['power']} num`}>
              {kw(power, 1)} {t('units.kw')}
            </span>
          )}
        </strong>
        <span className={classes['state']}>
          <Mark name={mark} tone={tone} />
          <span className="ellipsis">{words(connector)}</span>
        </span>
      </span>
    </button>
  );
}
