import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Station } from '@/api/types';
import { Block, CardColumns, FieldLine, FieldList } from '@/components/card/Fields';
import { ConnectorFace } from '@/components/icons/ConnectorFace';
import { StateLabel } from '@/components/states/StateLabel';
import { connectorLook } from '@/components/states/looks';
import { useConnectorWords } from '@/components/states/ConnectorTile';
import { tip } from '@/components/tooltip/tip';
import { formatDate, formatDateTime } from '@/lib/format';
import { useCan } from '@/lib/me';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useFormat } from '@/lib/useFormat';
import { Devices } from './Devices';
import { PowerLimit } from './PowerLimit';
import { readingsOf } from './readings';
import { Restarts } from './Restarts';
import { StationCharts } from './StationCharts';
import classes from './stations.module.css';

interface StationProps {
  station: Station;
}

interface StationInfoProps extends StationProps {
  /** The resulting power is pressed (STN-109). */
  onPowerLimit?: ((station: Station) => void) | undefined;
}

export const StationInfo = ({ station, onPowerLimit }: StationInfoProps) => (
  <CardColumns>
    <section>
      <GeneralBlock station={station} />
    </section>
    <section>
      <StateBlock station={station} onPowerLimit={onPowerLimit} />
    </section>
    <section>
      <ConnectorsBlock station={station} />
      <DevicesBlock station={station} />
      <Restarts station={station} />
      <StationCharts station={station} />
    </section>
  </CardColumns>
);

/** Version, and its release date in brackets (STN-026, STN-079). */
export const softwareOf = ({ firmware_version: version, software_released_on: date }: Station) =>
  [version, date && `(${date})`].filter(Boolean).join(' ');

function GeneralBlock({ station }: StationProps) {
  const { t } = useTranslation('stations');
  const canSeeOrganizations = useCan('organizations:read');
  const { number, kwh } = useFormat();
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
        <FieldLine label={t('columns.softwareVersion')}>{softwareOf(station)}</FieldLine>
        <FieldLine label={t('info.organization')}>
          {canSeeOrganizations && station.organization_id ? (
            <Link to={`/organizations/${station.organization_id}`}>
              {station.organization_name} ({station.organization_number})
            </Link>
          ) : (
            station.organization_name
          )}
        </FieldLine>
        <FieldLine label={t('info.certificate')}>
          <span className="num">
            {station.client_certificate_valid_until && formatDate(station.client_certificate_valid_until)}
          </span>
        </FieldLine>
        <FieldLine label={t('info.ocpp')}>
          {station.protocol} / {station.key}
        </FieldLine>
        <FieldLine label={t('info.kind')}>{label('stationKind', station.kind)}</FieldLine>
        <FieldLine label={t('columns.operatingMode')}>
          {label('operatingMode', station.operating_mode)}
        </FieldLine>
        <FieldLine label={t('info.strategy')}>
          {station.power_strategy && label('powerStrategy', station.power_strategy)}
        </FieldLine>
        <FieldLine label={t('columns.operator')}>{station.operator}</FieldLine>
        <FieldLine label={t('form.description')}>{station.description}</FieldLine>
        <FieldLine label={t('form.workingHours')}>{station.working_hours}</FieldLine>
        <FieldLine label={t('form.region')}>{station.region_name}</FieldLine>
        <FieldLine label={t('columns.address')}>{station.address}</FieldLine>
        <FieldLine label={t('info.coordinates')}>
          <span className="num">
            {station.latitude !== null &&
              station.longitude !== null &&
              `${number(station.latitude, 5)}; ${number(station.longitude, 5)}`}
          </span>
        </FieldLine>
        <FieldLine label={t('info.cableSection')}>
          {station.cable_cross_section_mm2 !== null && number(station.cable_cross_section_mm2, 1)}
        </FieldLine>
        <FieldLine label={t('info.cableLength')}>
          {station.cable_length_m !== null && number(station.cable_length_m, 0)}
        </FieldLine>
        <FieldLine label={t('info.breaker')}>
          {station.breaker_current_a !== null && number(station.breaker_current_a, 0)}
        </FieldLine>
        <FieldLine label={t('form.earthing')}>
          {station.earthing_type && t(`form.earthings.${station.earthing_type}`)}
        </FieldLine>
        <FieldLine label={t('info.allocated')}>
          {station.allocated_power_w !== null && number(station.allocated_power_w / 1000, 2)}
        </FieldLine>
        <FieldLine label={t('info.externalMeter')}>
          {station.external_meter_wh !== null && kwh(station.external_meter_wh)}
        </FieldLine>
        <FieldLine label={t('form.comment')}>{station.comment}</FieldLine>
        <FieldLine label={t('info.timeZone')}>{station.time_zone}</FieldLine>
      </FieldList>
    </Block>
  );
}

const ORIENTATION = /P[VH]$/;

/** The name of the screen as the station tells it; what it is stands in the tooltip (STN-111, ENU-211). */
function Screen({ name }: { name: string | null }) {
  const label = useEnumLabel();
  if (name === null) return null;
  const words = label('screen', name.replace(ORIENTATION, ''));
  return <span {...(words === name ? {} : tip(words))}>{name}</span>;
}

function DevicesBlock({ station: { devices } }: StationProps) {
  const { t } = useTranslation('stations');
  if (devices.length === 0) return null;
  return (
    <Block title={t('columns.devices')}>
      <div className={classes['deviceLine']}>
        <Devices devices={devices} />
      </div>
    </Block>
  );
}

function StateBlock({ station, onPowerLimit }: StationInfoProps) {
  const { t } = useTranslation('stations');
  const { number } = useFormat();
  const label = useEnumLabel();
  const { last_seen_at: seen, is_connected: isConnected, is_activated: isActivated } = station;
  const limit = station.resulting_power_w ?? station.power_limit_w;
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
        <FieldLine label={t('info.addresses')}>
          <span className="num">{station.addresses.join(', ')}</span>
        </FieldLine>
        <FieldLine label={t('info.climate')}>
          <span className="num">{readingsOf(station, number)}</span>
        </FieldLine>
        <FieldLine label={t('info.screen')}>
          <Screen name={station.screen} />
        </FieldLine>
        <FieldLine label={t('info.currentUser')}>{station.current_user}</FieldLine>
        <FieldLine label={t('connector.ocppStatus')}>{station.ocpp_status}</FieldLine>
        <FieldLine label={t('info.activation')}>
          {t(isActivated ? 'info.activated' : 'info.deactivated')}
        </FieldLine>
        <FieldLine label={t('info.maxPower')}>
          <PowerLimit
            station={station}
            text={limit === null ? null : number(limit / 1000, 2)}
            unit=""
            onPress={onPowerLimit}
          />
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
