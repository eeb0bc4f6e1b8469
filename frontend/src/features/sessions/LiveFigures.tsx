import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connector, HistoryPoint, Session } from '@/api/types';
import { useFormat } from '@/lib/useFormat';
import classes from './sessions.module.css';

interface LiveFiguresProps {
  session: Session;
  connector: Connector;
  /** The newest meter values of the session. */
  last: HistoryPoint | undefined;
}

/** Four figures of fixed height: power against the limit, voltage, current, battery. */
export function LiveFigures({ session, connector, last }: LiveFiguresProps) {
  const { t } = useTranslation(['sessions', 'common']);
  const { number } = useFormat();
  const figure = (value: number | null | undefined, decimals: number) =>
    value === null || value === undefined ? '–' : number(value, decimals);
  return (
    <dl className={classes['figures']}>
      <PowerFigure session={session} connector={connector} />
      <Figure name={t('live.voltage')} value={figure(last?.voltage_v, 1)} />
      <Figure name={t('live.current')} value={figure(last?.current_a, 2)} />
      <BatteryFigure session={session} />
    </dl>
  );
}

function PowerFigure({ session, connector }: Omit<LiveFiguresProps, 'last'>) {
  const { t } = useTranslation('sessions');
  const { number } = useFormat();
  const { power_w: power } = session;
  const limit = connector.max_power_w;
  const percent = power !== null && limit ? Math.round((power / limit) * 100) : null;
  return (
    <Figure
      name={t('live.power')}
      value={power === null ? '–' : number(power / 1000, 2)}
      meter={percent !== null && <i style={{ width: `${Math.min(percent, 100)}%` }} />}
      under={percent !== null && limit && t('live.ofLimit', { percent, limit: number(limit / 1000, 2) })}
    />
  );
}

function BatteryFigure({ session }: { session: Session }) {
  const { t } = useTranslation(['sessions', 'common']);
  const { soc_start: from, soc_end: now } = session;
  const charge = now ?? from;
  const value = charge === null ? '–' : Math.round(charge);
  const meter = from !== null && charge !== null && (
    <>
      <i className={classes['before']} style={{ width: `${Math.min(charge, 100)}%` }} />
      <i
        style={{ left: `${Math.min(from, 100)}%`, width: `${Math.max(0, Math.min(charge, 100) - from)}%` }}
      />
    </>
  );
  return (
    <Figure
      name={t('live.soc')}
      value={
        <>
          {value}
          {charge !== null && <span className="unit">{t('common:units.percent')}</span>}
        </>
      }
      meter={meter}
      under={from !== null && t('live.socStart', { percent: Math.round(from) })}
    />
  );
}

interface FigureProps {
  name: string;
  value: ReactNode;
  /** Bars of the measure against a limit. */
  meter?: ReactNode;
  under?: ReactNode;
}

const Figure = ({ name, value, meter, under }: FigureProps) => (
  <div>
    <dt title={name}>{name}</dt>
    <dd>
      <div className={classes['value']}>{value}</div>
      <div className={`${classes['meter']} ${meter ? '' : classes['none']}`}>{meter}</div>
      <div className={classes['under']}>{under}&nbsp;</div>
    </dd>
  </div>
);
