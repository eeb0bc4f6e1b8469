import type { HistoryPoint } from '@/api/types';
import type { ChartColour } from '@/components/chart/types';
import type { Quantity } from './panels';

export interface Line {
  quantity: Quantity;
  /** Key of the name under `charts`. */
  name:
    | 'current'
    | 'voltage'
    | 'power'
    | 'limit'
    | 'energy'
    | 'soc'
    | 'insulation'
    | 'insulationErrors'
    | 'plus'
    | 'minus'
    | 'temperature';
  unit: 'a' | 'v' | 'kw' | 'kwh' | 'percent' | 'celsius' | 'kohm' | 'pieces';
  colour: ChartColour;
  decimals: number;
  scale?: number;
  top?: number;
  hasArea?: boolean;
  /** Drawn on the axis of this one: below the common zero line (SES-156). */
  partner?: Pick<Line, 'quantity' | 'name' | 'colour'>;
}

export interface Chart {
  id: string;
  lines: Line[];
  /** Some quantities exist for some types of connectors only, whatever is told of them (SES-152, SES-154). */
  fits?: (connectorType: string) => boolean;
}

const KILO = 1 / 1000;

/** Charts in the order of SES-144..154; our own, the energy, is the last. */
export const CHARTS: readonly Chart[] = [
  {
    id: 'actual',
    lines: [
      { quantity: 'current_a', name: 'current', unit: 'a', colour: 's1', decimals: 1 },
      { quantity: 'voltage_v', name: 'voltage', unit: 'v', colour: 's4', decimals: 1 },
    ],
  },
  {
    id: 'requested',
    lines: [
      { quantity: 'requested_current_a', name: 'current', unit: 'a', colour: 's1', decimals: 1 },
      { quantity: 'requested_voltage_v', name: 'voltage', unit: 'v', colour: 's4', decimals: 1 },
    ],
  },
  {
    id: 'power',
    lines: [
      {
        quantity: 'power_w',
        name: 'power',
        unit: 'kw',
        colour: 's1',
        decimals: 1,
        scale: KILO,
        hasArea: true,
      },
    ],
  },
  {
    id: 'limit',
    lines: [{ quantity: 'power_limit_w', name: 'limit', unit: 'kw', colour: 's6', decimals: 0, scale: KILO }],
  },
  {
    id: 'soc',
    lines: [{ quantity: 'soc_percent', name: 'soc', unit: 'percent', colour: 's3', decimals: 0, top: 100 }],
  },
  {
    id: 'insulation',
    lines: [
      {
        quantity: 'insulation_resistance_ohm',
        name: 'insulation',
        unit: 'kohm',
        colour: 's6',
        decimals: 0,
        scale: KILO,
      },
    ],
  },
  {
    id: 'insulationErrors',
    lines: [
      { quantity: 'insulation_errors', name: 'insulationErrors', unit: 'pieces', colour: 's2', decimals: 0 },
    ],
  },
  {
    id: 'bars',
    lines: [
      {
        quantity: 'plus_voltage_v',
        name: 'plus',
        unit: 'v',
        colour: 's2',
        decimals: 0,
        partner: { quantity: 'minus_voltage_v', name: 'minus', colour: 's1' },
      },
    ],
  },
  {
    id: 'battery',
    fits: (type) => type === 'gbt',
    lines: [
      { quantity: 'battery_temperature_c', name: 'temperature', unit: 'celsius', colour: 's5', decimals: 1 },
    ],
  },
  {
    id: 'modules',
    lines: [
      { quantity: 'module_temperature_c', name: 'temperature', unit: 'celsius', colour: 's5', decimals: 1 },
    ],
  },
  {
    id: 'connector',
    fits: (type) => type !== 'chademo',
    lines: [
      {
        quantity: 'connector_temperature_c',
        name: 'temperature',
        unit: 'celsius',
        colour: 's5',
        decimals: 1,
      },
    ],
  },
  {
    id: 'energy',
    lines: [{ quantity: 'energy_wh', name: 'energy', unit: 'kwh', colour: 's6', decimals: 2, scale: KILO }],
  },
];

const quantitiesOf = ({ lines }: Chart): Quantity[] =>
  lines.flatMap(({ quantity, partner }) => (partner ? [quantity, partner.quantity] : [quantity]));

/** Charts without a value do not exist for this connector: they are left out (SES-155). Power always stands. */
export function chartsWith(series: readonly HistoryPoint[], connectorType: string): Chart[] {
  if (series.length === 0) return [];
  const isTold = (quantity: Quantity) => series.some((point) => point[quantity] !== null);
  return CHARTS.filter(
    (chart) =>
      (chart.fits?.(connectorType) ?? true) && (chart.id === 'power' || quantitiesOf(chart).some(isTold)),
  );
}

export interface Range {
  from: number;
  to: number;
}

const LEAST_MS = 60_000;

/** Half of what is shown, or twice as much, about the same middle and never beyond the whole. */
export function zoomed(range: Range, whole: Range, factor: number): Range | null {
  const middle = (range.from + range.to) / 2;
  const width = Math.max(LEAST_MS, (range.to - range.from) * factor);
  if (width >= whole.to - whole.from) return null;
  const from = Math.min(Math.max(middle - width / 2, whole.from), whole.to - width);
  return { from, to: from + width };
}

/** A quarter of what is shown to the left or to the right. */
export function moved(range: Range, whole: Range, direction: -1 | 1): Range {
  const width = range.to - range.from;
  const wanted = range.from + (direction * width) / 4;
  const from = Math.min(Math.max(wanted, whole.from), whole.to - width);
  return { from, to: from + width };
}
