import { useTranslation } from 'react-i18next';
import type { Session } from '@/api/types';
import { Icon } from '@/components/icons/Icon';
import { StatePill } from '@/components/states/StateLabel';
import { tip } from '@/components/tooltip/tip';
import { formatClock, formatDate, formatDateTime, formatTime, shortTransactionNumber } from '@/lib/format';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { otherZone } from '@/lib/zonedDay';
import { useFormat } from '@/lib/useFormat';
import classes from './sessions.module.css';

/** UUIDs shortened, numbers whole; the full value is the hint. */
export function TransactionNumber({ session }: { session: Session }) {
  const number = session.transaction?.number;
  if (!number) return null;
  const short = shortTransactionNumber(number);
  return (
    <span className="num" title={short === number ? undefined : number}>
      {short}
    </span>
  );
}

/** Code of the controller with its explanation: «B2 (Зарядка завершена)». */
export function useControllerWords() {
  const label = useEnumLabel();
  return (code: string) => {
    const words = label('controllerStatus', code);
    return words === code ? code : `${code} (${words})`;
  };
}

export function SessionState({ session }: { session: Session }) {
  const words = useControllerWords();
  const { controller_status: controller, state } = session;
  const pill = <StatePill kind="sessionState" code={state} capitals />;
  if (!controller) return pill;
  return (
    <span className={classes['pill']} {...tip(words(controller))}>
      {pill}
    </span>
  );
}

/** Start alone while it lasts; then start → end (duration), the end with its date when that is another one. */
export function When({ session }: { session: Session }) {
  const { started_at: start, ended_at: end, duration_seconds: duration, time_zone: zone } = session;
  const from = formatDateTime(start, zone, false);
  const offset = otherZone(start, zone) ?? undefined;
  if (!end)
    return (
      <span className="num" title={offset}>
        {from}
      </span>
    );
  const isSameDay = formatDate(start, zone) === formatDate(end, zone);
  const to = isSameDay ? formatTime(end, zone, false) : formatDateTime(end, zone, false);
  const seconds = duration ?? (Date.parse(end) - Date.parse(start)) / 1000;
  return (
    <span
      className="num"
      title={[`${from} → ${to} (${formatClock(seconds)})`, offset].filter(Boolean).join(' ')}
    >
      {from}
      <Arrow />
      {to} <span className="muted">({formatClock(seconds)})</span>
    </span>
  );
}

/** The fonts have no arrow in their subsets: it is drawn, and written for those who listen. */
const Arrow = () => (
  <>
    <Icon name="arrow" size={12} className={classes['arrow']} />
    <span className="visually-hidden">→</span>
  </>
);

/** Energy, and the battery at the beginning and at the end as the vehicle told it, also above 100 %. */
export function Energy({ session }: { session: Session }) {
  const { kwh } = useFormat();
  const { energy_wh: energy, soc_start: start, soc_end: end } = session;
  return (
    <span className={`${classes['energy']} num`}>
      <span className={energy === 0 ? 'muted' : undefined}>{kwh(energy)}</span>
      <span className="muted">
        {start !== null && (
          <>
            ({Math.round(start)}%
            <Arrow />
            {Math.round(end ?? start)}%)
          </>
        )}
      </span>
    </span>
  );
}

/** «64кВт / 139А», and a bolt when the voltage exceeded 500 V. */
export function Maximum({ session }: { session: Session }) {
  const { t } = useTranslation(['sessions', 'common']);
  const { number } = useFormat();
  const { max_power_w: power, max_current_a: current, voltage_over_500: isHigh } = session;
  return (
    <span className={`${classes['maximum']} num`}>
      <span>
        {number(power / 1000, 0)}
        <span className="muted">{t('common:units.kw')} / </span>
        {number(current, 0)}
        <span className="muted">{t('common:units.a')}</span>
      </span>
      <span className={classes['bolt']}>
        {isHigh && (
          <span role="img" aria-label={t('over500')} {...tip(t('over500'))}>
            <Icon name="bolt" size={14} />
          </span>
        )}
      </span>
    </span>
  );
}
