import { useTranslation } from 'react-i18next';
import type { Connector } from '@/api/types';
import { Block, FieldLine, FieldList } from '@/components/card/Fields';
import { ConnectorFace } from '@/components/icons/ConnectorFace';
import { Mark } from '@/components/icons/Mark';
import { Note } from '@/components/messages/Note';
import { useConnectorWords } from '@/components/states/ConnectorTile';
import { connectorLook } from '@/components/states/looks';
import { formatDateTime } from '@/lib/format';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useFormat } from '@/lib/useFormat';
import { Flags } from './Flags';
import classes from './stations.module.css';

interface ConnectorGeneralProps {
  connector: Connector;
  /** Time zone of the station. */
  zone: string;
}

/** The block «Общее» of a connector, as far as the station tells it. */
export function ConnectorGeneral({ connector, zone }: ConnectorGeneralProps) {
  const { t } = useTranslation(['stations', 'common']);
  const { number } = useFormat();
  const label = useEnumLabel();
  const words = useConnectorWords();
  const {
    type,
    status,
    mark,
    controller_status: controller,
    max_power_w: power,
    status_since: since,
    error_code: error,
  } = connector;
  const available = connector.available_power_w ?? power;
  const look = connectorLook(status, mark, controller);
  return (
    <Block title={t('connector.general')}>
      {!connector.is_confirmed && <Note tone="warn">{t('connector.unconfirmed')}</Note>}
      {status === 'emergency_stopped' && <Note tone="fault">{t('connector.emergency')}</Note>}
      <FieldList>
        <FieldLine label={t('columns.name')}>{connector.name}</FieldLine>
        <FieldLine label={t('connector.type')}>
          <span className={classes['connectorLine']}>
            <ConnectorFace type={type} size={16} />
            {label('connectorType', type)}
          </span>
        </FieldLine>
        <FieldLine label={t('connector.supply')}>{label('supply', connector.supply)}</FieldLine>
        <FieldLine label={t('connector.address')}>{connector.number}</FieldLine>
        <FieldLine label={t('connector.status')}>
          <span className={classes['connectorLine']}>
            <Mark name={look.mark} tone={look.tone} />
            {words(connector)}
          </span>
        </FieldLine>
        <FieldLine label={t('connector.controllerStatus')}>
          {controller} ({label('controllerStatus', controller)})
        </FieldLine>
        <FieldLine label={t('connector.ocppStatus')}>{connector.ocpp_status}</FieldLine>
        <FieldLine label={t('connector.since')}>
          <span className="num">{since && formatDateTime(since, zone)}</span>
        </FieldLine>
        <FieldLine label={t('connector.powerLimit')}>
          <span className="num">{available !== null && number(available, 0)}</span>
        </FieldLine>
        <FieldLine label={t('connector.hardwareLimit')}>
          {connector.hardware_limit_a !== null &&
            `${number(connector.hardware_limit_a, 0)} ${t('common:units.a')}`}
        </FieldLine>
        <FieldLine label={t('connector.configuredLimit')}>
          <span className="num">{power !== null && number(power, 0)}</span>
        </FieldLine>
        <FieldLine label={t('connector.softwareFlags')}>
          <Flags vocabulary="softwareFlag" codes={connector.software_flags} />
        </FieldLine>
        <FieldLine label={t('connector.hardwareFlags')}>
          <Flags vocabulary="hardwareFlag" codes={connector.hardware_flags} />
        </FieldLine>
        <FieldLine label={t('connector.configurationFlags')}>
          <Flags vocabulary="configurationFlag" codes={connector.configuration_flags} />
        </FieldLine>
        <FieldLine label={t('connector.startFlags')}>
          <Flags codes={connector.start_flags} />
        </FieldLine>
        <FieldLine label={t('connector.synchronized')}>
          <span className="num">
            {connector.synchronized_at && formatDateTime(connector.synchronized_at, zone)}
          </span>
        </FieldLine>
        <FieldLine label={t('connector.meterReading')}>
          <span className="num">
            {connector.meter_reading_wh !== null && number(connector.meter_reading_wh / 1000, 2)}
          </span>
        </FieldLine>
        <FieldLine label={t('connector.diagnostics')}>
          <Flags vocabulary="diagnosticFlag" codes={connector.diagnostics} />
        </FieldLine>
        <FieldLine label={t('connector.firmware')}>{connector.firmware_version}</FieldLine>
        <FieldLine label={t('connector.hardware')}>{connector.hardware_version}</FieldLine>
        <FieldLine label={t('connector.built')}>
          <span className="num">{connector.built_at && formatDateTime(connector.built_at, zone)}</span>
        </FieldLine>
        <FieldLine label={t('connector.transaction')}>{connector.transaction_number}</FieldLine>
        <FieldLine label={t('connector.error')}>{error === 'NoError' ? null : error}</FieldLine>
        <FieldLine label={t('connector.info')}>{connector.info}</FieldLine>
      </FieldList>
    </Block>
  );
}
