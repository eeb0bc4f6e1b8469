import type { Station } from '@/api/types';
import { Icon } from '@/components/icons/Icon';
import type { IconName } from '@/components/icons/drawings';
import { tip } from '@/components/tooltip/tip';
import { useEnumLabel } from '@/lib/useEnumLabel';
import classes from './stations.module.css';

type Device = Station['devices'][number];

const ICONS: Record<string, IconName> = {
  climate_control: 'sun',
  terminal_power_manager: 'power',
  connector_controller: 'session',
  module_controller: 'hub',
  rfid_reader: 'card',
  energy_meter: 'bolt',
  temperature_humidity_sensor: 'trend',
  vibration_sensor: 'lines',
  smoke_sensor: 'alert',
};

/** Of a status that is not known the icon is quiet. */
const COLOURS: Record<string, string> = {
  online: 'var(--ok-text)',
  off: 'var(--text)',
  absent: 'var(--fault-text)',
};

/** One icon per device in the colour of its status; type and status in words (STN-028, STN-055..059). */
export const Devices = ({ devices }: { devices: readonly Device[] }) => (
  <span className={classes['devices']}>
    {devices.map((device) => (
      <DeviceIcon key={device.id} device={device} />
    ))}
  </span>
);

function DeviceIcon({ device }: { device: Device }) {
  const label = useEnumLabel();
  const { id, kind, name, status, text } = device;
  const type = name ?? (kind ? label('deviceKind', kind) : id);
  const words = [[type, status && label('deviceStatus', status)].filter(Boolean).join(': '), text]
    .filter(Boolean)
    .join('. ');
  return (
    <span
      role="img"
      aria-label={words}
      data-status={status}
      style={{ color: COLOURS[status ?? ''] ?? 'var(--text3)' }}
      {...tip(words)}
    >
      <Icon name={ICONS[kind ?? ''] ?? 'station'} />
    </span>
  );
}
