import { useTranslation } from 'react-i18next';
import type { Station } from '@/api/types';
import { Block, CardColumns, FieldLine, FieldList } from '@/components/card/Fields';
import { ConnectorFace } from '@/components/icons/ConnectorFace';
import { StateLabel } from '@/components/states/StateLabel';
import { connectorLook } from '@/components/states/looks';
import { useConnectorWords } from '@/components/states/ConnectorTile';
import { formatDateTime } from '@/lib/format';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useFormat } from '@/lib/useFormat';
import classes from './stations.module.css';

interface StationProps {
  station: Station;
}

export const StationInfo = ({ station }: StationProps) => (
  <CardColumns>
    <section>
      <GeneralBlock station={station} />
    </section>
    <section>
      <StateBlock station={station} />
    </section>
    <section>
      <ConnectorsBlock station={station} />
    </section>
  </CardColumns>
);

function GeneralBlock({ station }: StationProps) {
  const { t } = useTranslation('stations');
  const label = useEnumLabel();
  return (
    <Block title={t('info.general')}>
      <FieldList>
        <FieldLine label={t('columns.number')}>
          <span className={classes['number']}>{station.number}</span>
        </FieldLine>
        <FieldLine label={t('columns.name')}>{station.name}</FieldLine>
        <FieldLine label={t('columns.factoryNumber')}>{station.factory_number}</FieldLine>
        <FieldLine label={t('columns.serialNumber')}>{station.serial_number}</FieldLine>
        <FieldLine label={t('info.maker')}>{station.maker}</FieldLine>
        <FieldLine label={t('info.model')}>{station.model}</FieldLine>
        <FieldLine label={t('columns.softwareVersion')}>{station.firmware_version}</FieldLine>
        <FieldLine label={t('info.organization')}>{station.organization_name}</FieldLine>
        <FieldLine label={t('info.ocpp')}>
          {station.protocol} / {station.key}
        </FieldLine>
        <FieldLine label={t('info.kind')}>{label('stationKind', station.kind)}</FieldLine>
        <FieldLine label={t('columns.operatingMode')}>
          {label('operatingMode', station.operating_mode)}
        </FieldLine>
        <FieldLine label={t('columns.address')}>{station.address}</FieldLine>
        <FieldLine label={t('info.timeZone')}>{station.time_zone}</FieldLine>
      </FieldList>
    </Block>
  );
}

function StateBlock({ station }: StationProps) {
  const { t } = useTranslation('stations');
  const { number } = useFormat();
  const label = useEnumLabel();
  const {
    last_seen_at: seen,
    power_limit_w: limit,
    is_connected: isConnected,
    is_activated: isActivated,
  } = station;
  return (
    <Block title={t('info.state')}>
      <FieldList>
        <FieldLine label={t('info.logicalStatus')}>
          {label('logicalStatus', station.logical_status)}
        </FieldLine>
        <FieldLine label={t('info.technicalStatus')}>
          <StateLabel kind="technicalStatus" code={station.technical_status} />
        </FieldLine>
        <FieldLine label={t('info.connection')}>
          {t(isConnected ? 'info.connected' : 'info.disconnected')}
        </FieldLine>
        <FieldLine label={t('columns.lastSeen')}>
          <span className="num">{seen && formatDateTime(seen, station.time_zone)}</span>
        </FieldLine>
        <FieldLine label={t('info.activation')}>
          {t(isActivated ? 'info.activated' : 'info.deactivated')}
        </FieldLine>
        <FieldLine label={t('info.maxPower')}>
          <span className="num">{limit !== null && number(limit / 1000, 2)}</span>
        </FieldLine>
      </FieldList>
    </Block>
  );
}

function ConnectorsBlock({ station }: StationProps) {
  const { t } = useTranslation('stations');
  const label = useEnumLabel();
  const words = useConnectorWords();
  return (
    <Block title={t('info.connectors')}>
      <FieldList>
        {station.connectors.map((connector) => (
          <FieldLine
            key={connector.id}
            label={`${connector.number}: ${label('connectorType', connector.type)}`}
          >
            <span className={classes['connectorLine']}>
              <ConnectorFace
                type={connector.type}
                size={18}
                tone={connectorLook(connector.status, connector.mark, connector.controller_status).tone}
              />
              {words(connector)}
            </span>
          </FieldLine>
        ))}
      </FieldList>
    </Block>
  );
}
