import type { HistoryPoint } from '@/api/types';
import type { ChartLine, Panel } from '@/components/chart/types';

/** What stands in a column of its own. */
export type Quantity = Exclude<keyof HistoryPoint, 'at' | 'others'>;

/** The series of one quantity; `scale` turns watts into kilowatts. */
export const pointsOf = (series: readonly HistoryPoint[], quantity: Quantity, scale = 1): Panel['points'] =>
  series.map((point) => {
    const value = point[quantity];
    return [Date.parse(point.at), value === null ? null : value * scale] as const;
  });

export const lastValue = ({ points }: ChartLine): number | null =>
  points.findLast(([, value]) => value !== null)?.[1] ?? null;
