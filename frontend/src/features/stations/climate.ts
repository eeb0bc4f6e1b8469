import type { Readings, Station } from '@/api/types';
import type { ChartColour, Panel } from '@/components/chart/types';

type Sensor = Station['sensors'][number];
type Quantity = 'temperature_c' | 'humidity_percent';

/** Zones of the sensors in their order; the first two steer relay, heaters and fans (STN-121, STN-122). */
export const ZONES = ['front', 'rear', 'internal', 'external'] as const;
export const ACTIVE_ZONES: readonly string[] = ['front', 'rear'];

const COLOURS: readonly ChartColour[] = ['s1', 's3', 's4', 's6'];
const DEVICE = 'climate_control';

/** Whether the station has the device of that name (STN-064). */
export const hasClimate = ({ climate, devices }: Pick<Station, 'climate' | 'devices'>): boolean =>
  climate !== null || devices.some(({ kind }) => kind === DEVICE);

const placeOf = ({ zone }: Sensor) => {
  const place = ZONES.findIndex((one) => one === zone);
  return place < 0 ? ZONES.length : place;
};

/** Sensors of temperature and humidity, zone by zone; only those that are installed. */
export const climateSensors = ({ sensors }: Pick<Station, 'sensors'>): Sensor[] =>
  sensors
    .filter(({ temperature_c: celsius, humidity_percent: percent }) => celsius !== null || percent !== null)
    .sort((one, other) => placeOf(one) - placeOf(other));

export const colourOf = (sensor: Sensor): ChartColour => COLOURS[placeOf(sensor)] ?? 's5';

/** One quantity of all sensors on one axis; null when none of them tells it. */
export function panelOf(
  sensors: readonly Sensor[],
  readings: Readings,
  quantity: Quantity,
  look: Pick<Panel, 'name' | 'unit' | 'decimals' | 'height' | 'top' | 'isFree'>,
  nameOf: (sensor: Sensor) => string,
): Panel | null {
  const lines = sensors
    .map((sensor) => ({
      name: nameOf(sensor),
      colour: colourOf(sensor),
      points: readings.sensors
        .filter(({ sensor_id: id }) => id === sensor.id)
        .map((step) => [Date.parse(step.at), step[quantity]] as const),
    }))
    .filter(({ points }) => points.some(([, value]) => value !== null));
  const [first, ...others] = lines;
  return first ? { ...look, id: quantity, ...first, others } : null;
}
