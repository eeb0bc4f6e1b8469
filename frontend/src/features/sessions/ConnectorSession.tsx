import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Connector, HistoryPoint, Session, Station } from '@/api/types';
import { TimeChart } from '@/components/chart/TimeChart';
import type { Panel } from '@/components/chart/types';
import { StateMessage } from '@/components/messages/StateMessage';
import { shortTransactionNumber } from '@/lib/format';
import { useFormat } from '@/lib/useFormat';
import { LiveFigures } from './LiveFigures';
import { LivePairs } from './LivePairs';
import { NotLoaded } from '@/components/messages/NotLoaded';
import { lastValue, pointsOf } from './panels';
import { historyQuery, openSessionQuery } from './queries';
import classes from './sessions.module.css';

interface ConnectorSessionProps {
  station: Station;
  connector: Connector;
}

const NOTHING: readonly HistoryPoint[] = [];

/** What happens on a connector now: figures in place, the power curve, values line by line. */
export function ConnectorSession({ station, connector }: ConnectorSessionProps) {
  const { t } = useTranslation('sessions');
  const query = useQuery(openSessionQuery(station.id, connector.number));
  const session = query.data;
  if (session === undefined) return <NotLoaded query={query} />;
  if (session === null)
    return <StateMessage icon="session" title={t('live.none')} hint={t('live.noneHint')} />;
  return <LiveSession session={session} connector={connector} />;
}

function LiveSession({ session, connector }: { session: Session; connector: Connector }) {
  const { t } = useTranslation('sessions');
  const { data } = useQuery(historyQuery(session.id));
  const series = data?.series ?? NOTHING;
  const number = session.transaction?.number;
  return (
    <div className={classes['live']}>
      <header>
        <h2>{t('live.title')}</h2>
        <Link to={`/sessions/${session.id}/charts`}>
          {number ? shortTransactionNumber(number) : t('live.open')}
        </Link>
      </header>
      <LiveFigures session={session} connector={connector} last={series.at(-1)} />
      <PowerCurve session={session} connector={connector} series={series} />
      <LivePairs session={session} />
    </div>
  );
}

interface PowerCurveProps {
  session: Session;
  connector: Connector;
  series: readonly HistoryPoint[];
}

function PowerCurve({ session, connector, series }: PowerCurveProps) {
  const { t } = useTranslation(['sessions', 'common']);
  const { number } = useFormat();
  const limit = connector.max_power_w;
  const panel = useMemo<Panel>(
    () => ({
      id: 'power',
      name: t('charts.power'),
      unit: t('common:units.kw'),
      colour: 's1',
      decimals: 1,
      height: 130,
      hasArea: true,
      points: pointsOf(series, 'power_w', 1 / 1000),
      ...(limit
        ? { limit: { value: limit / 1000, name: t('live.limit', { value: number(limit / 1000, 0) }) } }
        : {}),
    }),
    [t, number, series, limit],
  );
  const panels = useMemo(() => [panel], [panel]);
  const summary = `${t('charts.power')}: ${number(lastValue(panel) ?? 0, 1)} ${t('common:units.kw')}`;
  return <TimeChart summary={summary} panels={panels} timeZone={session.time_zone} />;
}
