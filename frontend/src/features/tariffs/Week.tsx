import { useTranslation } from 'react-i18next';
import { weekOf, type TariffValues } from './tariffForm';
import { useWeekdays } from './useWeekdays';
import classes from './tariffs.module.css';

const DAY_MINUTES = 1440;
const HOURS = ['00:00', '06:00', '12:00', '18:00', '24:00'];

interface WeekProps {
  values: Pick<TariffValues, 'periodicity' | 'windowStart' | 'windowEnd' | 'weekdays'>;
}

/** What the input means: the hours of the week in which the tariff acts. */
export function Week({ values }: WeekProps) {
  const { t } = useTranslation('tariffs');
  const weekdays = useWeekdays();
  const week = weekOf(values, 1);
  return (
    <div className={classes['week']} role="img" aria-label={t('week')}>
      {weekdays.map(({ value, short }, day) => (
        <div key={value} className={classes['day']}>
          <span>{short}</span>
          <i>
            {week[day]?.map(({ from, to }) => (
              <b
                key={from}
                style={{
                  left: `${(from / DAY_MINUTES) * 100}%`,
                  width: `${((to - from) / DAY_MINUTES) * 100}%`,
                }}
              />
            ))}
          </i>
        </div>
      ))}
      <div className={classes['hours']}>
        {HOURS.map((hour) => (
          <span key={hour}>{hour}</span>
        ))}
      </div>
    </div>
  );
}
