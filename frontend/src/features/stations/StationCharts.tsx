import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Readings, Station } from '@/api/types';
import { TimeChart } from '@/components/chart/TimeChart';
import type { Panel } from '@/components/chart/types';
import { useFormat } from '@/lib/useFormat';
import { readingsQuery } from './queries';
import classes from './stations.module.css';

type Quantity = Exclude<keyof Readings['series'][number], 'at'>;

const HEIGHT = 90;

const pointsOf = ({ series }: Readings, quantity: Quantity, scale = 1): Panel['points'] =>
  series.map((step) => {
    const value = step[quantity];
    return [Date.parse(step.at), value === null ? null : value * scale] as const;
  });

const hasValue = ({ points }: Panel) => points.some(([, value]) => value !== null);

/** Temperature and humidity, and the external meter, of the last 72 hours, as far as the station tells them. */
export function StationCharts({ station }: { station: Station }) {
  const { data } = useQuery(readingsQuery(station.id));
  const climate = useClimate(data);
  const meter = useMeter(data);
  return (
    <>
      <Chart station={station} panels={climate} name="climate" />
      <Chart station={station} panels={meter} name="meter" />
    </>
  );
}

interface ChartProps {
  station: Station;
  panels: readonly Panel[];
  name: 'climate' | 'meter';
}

function Chart({ station: { number: station, time_zone: timeZone }, panels, name }: ChartProps) {
  const { t } = useTranslation('stations');
  const { number } = useFormat();
  if (panels.length === 0) return null;
  const title = t(`charts.${name}`);
  const last = panels.map(({ name: words, unit, decimals, points }) => {
    const value = points.findLast(([, one]) => one !== null)?.[1] ?? 0;
    return `${words}: ${number(value, decimals)} ${unit}`;
  });
  return (
    <div className={classes['chart']}>
      <TimeChart
        title={title}
        fileName={`${station}-${name}`}
        summary={last.join('; ')}
        panels={panels}
        timeZone={timeZone}
      />
    </div>
  );
}

function useClimate(data: Readings | undefined): readonly Panel[] {
  const { t } = useTranslation(['stations', 'common']);
  return useMemo(() => {
    if (!data) return [];
    const panels: Panel[] = [
      {
        id: 'temperature',
        name: t('charts.temperature'),
        unit: t('common:units.celsius'),
        colour: 's5',
        decimals: 1,
        height: HEIGHT,
        isFree: true,
        points: pointsOf(data, 'temperature_c'),
      },
      {
        id: 'humidity',
        name: t('charts.humidity'),
        unit: t('common:units.percent'),
        colour: 's6',
        decimals: 0,
        height: HEIGHT,
        top: 100,
        points: pointsOf(data, 'humidity_percent'),
      },
    ];
    return panels.filter(hasValue);
  }, [data, t]);
}

function useMeter(data: Readings | undefined): readonly Panel[] {
  const { t } = useTranslation(['stations', 'common']);
  return useMemo(() => {
    if (!data) return [];
    const panels: Panel[] = [
      {
        id: 'register',
        name: t('charts.register'),
        unit: t('common:units.kwh'),
        colour: 's3',
        decimals: 2,
        height: HEIGHT,
        points: pointsOf(data, 'register_wh', 1 / 1000),
      },
      {
        id: 'power',
        name: t('charts.power'),
        unit: t('common:units.kw'),
        colour: 's1',
        decimals: 1,
        height: HEIGHT,
        hasArea: true,
        points: pointsOf(data, 'power_w', 1 / 1000),
      },
    ];
    return panels.filter(hasValue);
  }, [data, t]);
}
