import type { paths } from '@/api/generated/schema';
import type { Connector, Station, UnknownStation } from '@/api/types';
import type { Option } from '@/components/fields/SelectInput';

type JsonOf<Operation> = Operation extends { requestBody: { content: { 'application/json': infer Body } } }
  ? Body
  : never;
export type StationCreate = JsonOf<paths['/api/v1/stations']['post']>;
export type StationUpdate = JsonOf<paths['/api/v1/stations/{station_id}']['patch']>;

export type Kind = Station['kind'];
export type ConnectorType = Connector['type'];

/** A connector as it is typed in; its address is its place in the list. */
export interface ConnectorDraft {
  key: string;
  type: ConnectorType;
  name: string;
  supply: Connector['supply'];
  maxPowerW: number | null;
  meterWh: number | null;
}

export interface StationValues {
  number: string;
  name: string;
  serial: string;
  stationKey: string;
  mode: Station['operating_mode'];
  organization: Option | null;
  region: string;
  protocol: string;
  address: string;
  maker: string;
  model: string;
  factory: string;
  maxPowerKw: number | null;
  isActivated: boolean;
  workingHours: string;
  description: string;
  comment: string;
  ownerLogin: string;
  latitude: number | null;
  longitude: number | null;
  earthing: string;
  cableSection: number | null;
  cableLength: number | null;
  breaker: number | null;
  allocatedKw: number | null;
  makerCode: string;
  connectors: readonly ConnectorDraft[];
}

export const EMPTY: StationValues = {
  number: '',
  name: '',
  serial: '',
  stationKey: '',
  mode: 'normal',
  organization: null,
  region: '',
  protocol: '1.6',
  address: '',
  maker: '',
  model: '',
  factory: '',
  maxPowerKw: null,
  isActivated: true,
  workingHours: '',
  description: '',
  comment: '',
  ownerLogin: '',
  latitude: null,
  longitude: null,
  earthing: '',
  cableSection: null,
  cableLength: null,
  breaker: null,
  allocatedKw: null,
  makerCode: '',
  connectors: [],
};

const kilowatts = (w: number | null) => (w === null ? null : w / 1000);

/** The form of an existing station. */
export const valuesOf = (station: Station): StationValues => ({
  number: station.number,
  name: station.name,
  serial: station.serial_number ?? '',
  stationKey: station.key,
  mode: station.operating_mode,
  organization: { value: station.organization_id, label: station.organization_name ?? '…' },
  region: station.region_id,
  protocol: station.protocol,
  address: station.address ?? '',
  maker: station.maker ?? '',
  model: station.model ?? '',
  factory: station.factory_number ?? '',
  maxPowerKw: kilowatts(station.power_limit_w),
  isActivated: station.is_activated,
  workingHours: station.working_hours ?? '',
  description: station.description ?? '',
  comment: station.comment ?? '',
  ownerLogin: station.owner_login ?? '',
  latitude: station.latitude,
  longitude: station.longitude,
  earthing: station.earthing_type ?? '',
  cableSection: station.cable_cross_section_mm2,
  cableLength: station.cable_length_m,
  breaker: station.breaker_current_a,
  allocatedKw: kilowatts(station.allocated_power_w),
  makerCode: station.maker_code ?? '',
  connectors: station.connectors.map((connector) => ({
    key: connector.id,
    type: connector.type,
    name: connector.name,
    supply: connector.supply,
    maxPowerW: connector.max_power_w,
    meterWh: connector.meter_reading_wh,
  })),
});

/** A copy has everything of its source but what must be its own (STN-240). */
export const copyOf = (station: Station): StationValues => ({
  ...valuesOf(station),
  number: '',
  stationKey: '',
  serial: '',
  factory: '',
});

/** What an unknown station has told: its key, and the newest protocol that both sides speak. */
export function valuesOfUnknown(unknown: UnknownStation): StationValues {
  const offered = unknown.offered_protocols;
  const isNewer = offered.some((name) => /^ocpp2/.test(name));
  return {
    ...EMPTY,
    number: unknown.identity.slice(0, 100),
    stationKey: unknown.identity.slice(0, 48),
    protocol: isNewer ? '2.0.1' : '1.6',
  };
}

const watts = (kw: number | null) => (kw === null ? null : Math.round(kw * 1000));

const connectorsOf = (values: StationValues) =>
  values.connectors.map(({ type, name, supply, maxPowerW, meterWh }, index) => ({
    number: index + 1,
    type,
    name,
    supply,
    max_power_w: maxPowerW,
    meter_reading_wh: meterWh,
  }));

export const toCreate = (values: StationValues, kind: Kind, fromUnknown: string | null): StationCreate => ({
  number: values.number.trim(),
  key: kind === 'regular' ? values.number.trim() : values.stationKey.trim(),
  name: values.name.trim(),
  organization_id: values.organization?.value ?? null,
  region_id: values.region || null,
  address: values.address.trim(),
  protocol: kind === 'regular' ? 'native' : (values.protocol as '1.6'),
  kind,
  operating_mode: values.mode,
  maker: values.maker.trim(),
  model: values.model.trim(),
  serial_number: values.serial.trim(),
  factory_number: values.factory.trim(),
  power_limit_w: watts(values.maxPowerKw),
  is_activated: values.isActivated,
  working_hours: values.workingHours.trim(),
  description: values.description.trim(),
  comment: values.comment.trim(),
  owner_login: values.ownerLogin.trim() || null,
  latitude: values.latitude,
  longitude: values.longitude,
  earthing_type: (values.earthing || null) as Station['earthing_type'],
  cable_cross_section_mm2: values.cableSection,
  cable_length_m: values.cableLength,
  breaker_current_a: values.breaker,
  allocated_power_w: watts(values.allocatedKw),
  maker_code: values.makerCode.trim(),
  connectors: kind === 'regular' ? [] : connectorsOf(values),
  ...(fromUnknown ? { from_unknown: fromUnknown } : {}),
});

/** Only what has changed is sent: a field that is left out stays (STN-238). */
export function toUpdate(values: StationValues, station: Station): StationUpdate {
  const before = toCreate(valuesOf(station), station.kind, null) as Record<string, unknown>;
  const after = toCreate(values, station.kind, null) as Record<string, unknown>;
  const changed = Object.entries(after).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]),
  );
  const fixed = ['number', 'kind', ...(station.kind === 'regular' ? ['key', 'protocol', 'connectors'] : [])];
  return Object.fromEntries(changed.filter(([name]) => !fixed.includes(name)));
}
