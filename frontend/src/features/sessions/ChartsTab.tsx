import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryPoint, Session } from '@/api/types';
import { TimeChart } from '@/components/chart/TimeChart';
import type { Panel } from '@/components/chart/types';
import { useFormat } from '@/lib/useFormat';
import { hasValues, lastValue, pointsOf } from './panels';
import { historyQuery } from './queries';
import classes from './sessions.module.css';

const NOTHING: readonly HistoryPoint[] = [];
const PLOT_HEIGHT = 180;

/** Power and energy over the session's time, and the battery when the vehicle told it; live sessions grow. */
export function ChartsTab({ session }: { session: Session }) {
  const { t } = useTranslation('sessions');
  const { number } = useFormat();
  const { data, isPending } = useQuery(historyQuery(session.id));
  const panels = usePanels(data?.series ?? NOTHING);
  if (isPending) return null;
  const [power, energy] = panels;
  const last = (panel: Panel | undefined) => number((panel && lastValue(panel)) ?? 0, 2);
  return (
    <div className={classes['charts']}>
      <section className={classes['panel']}>
        <h2>{t('charts.title')}</h2>
        <TimeChart
          summary={t('charts.summary', { power: last(power), energy: last(energy) })}
          panels={panels.filter((panel, index) => index < 2 || hasValues(panel))}
          timeZone={session.time_zone}
        />
      </section>
    </div>
  );
}

function usePanels(series: readonly HistoryPoint[]): Panel[] {
  const { t } = useTranslation(['sessions', 'common']);
  return useMemo(
    () => [
      {
        id: 'power',
        name: t('charts.power'),
        unit: t('common:units.kw'),
        colour: 's1',
        decimals: 1,
        height: PLOT_HEIGHT,
        hasArea: true,
        points: pointsOf(series, 'power_w', 1 / 1000),
      },
      {
        id: 'energy',
        name: t('charts.energy'),
        unit: t('common:units.kwh'),
        colour: 's6',
        decimals: 2,
        height: PLOT_HEIGHT,
        points: pointsOf(series, 'energy_wh', 1 / 1000),
      },
      {
        id: 'soc',
        name: t('charts.soc'),
        unit: t('common:units.percent'),
        colour: 's3',
        decimals: 0,
        height: PLOT_HEIGHT / 2,
        top: 100,
        points: pointsOf(series, 'soc_percent'),
      },
    ],
    [t, series],
  );
}
