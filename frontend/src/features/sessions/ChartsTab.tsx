import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryPoint, Session } from '@/api/types';
import { IconButton } from '@/components/buttons/IconButton';
import { TimeChart } from '@/components/chart/TimeChart';
import { linesOf, type Panel } from '@/components/chart/types';
import { NotLoaded } from '@/components/messages/NotLoaded';
import { StateMessage } from '@/components/messages/StateMessage';
import { formatTime } from '@/lib/format';
import { useFormat } from '@/lib/useFormat';
import { useNow } from '@/lib/useNow';
import { chartsWith, moved, zoomed, type Chart, type Range } from './charts';
import { lastValue, pointsOf } from './panels';
import { historyQuery } from './queries';
import classes from './sessions.module.css';

const NOTHING: readonly HistoryPoint[] = [];
const PLOT_HEIGHT = 120;

/** Charts of the session side by side on one time; zoomed in, the exact values are asked for. Live sessions grow. */
export function ChartsTab({ session }: { session: Session }) {
  const { t } = useTranslation('sessions');
  const [range, setRange] = useState<Range | null>(null);
  const now = useNow();
  const whole: Range = {
    from: Date.parse(session.started_at),
    to: session.ended_at ? Date.parse(session.ended_at) : now,
  };
  const query = useQuery({
    ...historyQuery(session.id, range),
    placeholderData: keepPreviousData,
  });
  const series = query.data?.series ?? NOTHING;
  const { connector_type: type } = session;
  const charts = useMemo(() => chartsWith(series, type), [series, type]);
  if (!query.data) return <NotLoaded query={query} />;
  if (charts.length === 0 && !range)
    return <StateMessage icon="chart" title={t('charts.none')} hint={t('charts.noneHint')} />;
  return (
    <div className={classes['charts']}>
      <ZoomBar range={range} whole={whole} zone={session.time_zone} onRange={setRange} />
      <div className={classes['chartGrid']}>
        {charts.map((chart) => (
          <ChartPanel
            key={chart.id}
            chart={chart}
            series={series}
            session={session}
            range={range}
            onRange={(next) => setRange(clamp(next, whole))}
          />
        ))}
      </div>
    </div>
  );
}

const clamp = (range: Range, whole: Range): Range | null =>
  range.from <= whole.from && range.to >= whole.to
    ? null
    : { from: Math.max(range.from, whole.from), to: Math.min(range.to, whole.to) };

interface ZoomBarProps {
  range: Range | null;
  whole: Range;
  zone: string;
  onRange: (range: Range | null) => void;
}

function ZoomBar({ range, whole, zone, onRange }: ZoomBarProps) {
  const { t } = useTranslation('sessions');
  const shown = range ?? whole;
  return (
    <div className={classes['zoom']} role="group" aria-label={t('charts.zoom')}>
      <IconButton icon="plus" label={t('charts.zoomIn')} onClick={() => onRange(zoomed(shown, whole, 0.5))} />
      <IconButton
        icon="minus"
        label={t('charts.zoomOut')}
        disabled={!range}
        onClick={() => onRange(zoomed(shown, whole, 2))}
      />
      <IconButton
        icon="left"
        label={t('charts.earlier')}
        disabled={!range}
        onClick={() => range && onRange(moved(range, whole, -1))}
      />
      <IconButton
        icon="right"
        label={t('charts.later')}
        disabled={!range}
        onClick={() => range && onRange(moved(range, whole, 1))}
      />
      <IconButton icon="undo" label={t('charts.whole')} disabled={!range} onClick={() => onRange(null)} />
      <span className="num muted" role="status">
        {formatTime(shown.from, zone)} – {formatTime(shown.to, zone)}
      </span>
    </div>
  );
}

interface ChartPanelProps {
  chart: Chart;
  series: readonly HistoryPoint[];
  session: Session;
  range: Range | null;
  onRange: (range: Range) => void;
}

function ChartPanel({ chart, series, session, range, onRange }: ChartPanelProps) {
  const { t } = useTranslation(['sessions', 'common']);
  const { number } = useFormat();
  const title = t(`charts.titles.${chart.id}` as 'charts.titles.power');
  const panels = useMemo<Panel[]>(
    () =>
      chart.lines.map((line) => ({
        id: line.quantity,
        name: t(`charts.${line.name}`),
        unit:
          line.unit === 'kohm' || line.unit === 'pieces'
            ? t(`charts.${line.unit}`)
            : t(`common:units.${line.unit}`),
        colour: line.colour,
        decimals: line.decimals,
        height: chart.lines.length > 1 ? PLOT_HEIGHT / 2 : PLOT_HEIGHT,
        points: pointsOf(series, line.quantity, line.scale),
        ...(line.top === undefined ? {} : { top: line.top }),
        ...(line.hasArea ? { hasArea: true } : {}),
        ...(line.partner
          ? {
              partner: {
                name: t(`charts.${line.partner.name}`),
                colour: line.partner.colour,
                points: pointsOf(series, line.partner.quantity, line.scale),
              },
            }
          : {}),
      })),
    [t, chart, series],
  );
  const values = linesOf(panels).map(
    ({ line, panel }) => `${line.name} ${number(lastValue(line) ?? 0, panel.decimals)} ${panel.unit}`,
  );
  return (
    <section className={classes['panel']}>
      <TimeChart
        title={title}
        hint={chart.id === 'bars' ? t('charts.symmetry') : undefined}
        summary={t('charts.summary', { title, values: values.join(', ') })}
        panels={panels}
        timeZone={session.time_zone}
        range={range}
        onRange={onRange}
        fileName={`${session.station_number}-${session.id.slice(-8)}-${chart.id}.png`}
      />
    </section>
  );
}
