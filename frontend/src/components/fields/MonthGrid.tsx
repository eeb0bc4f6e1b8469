import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/lib/useFormat';
import { IconButton } from '../buttons/IconButton';
import { readDay, shiftMonth, today, weeksOf, type Day, type Month } from './calendar';
import classes from './calendar.module.css';

const LOCALES = { ru: 'ru-RU', en: 'en-GB' } as const;
// Any Monday begins the week from which the names of the days are read.
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

interface MonthGridProps {
  month: Month;
  from: Day;
  to: Day;
  onMonth: (month: Month) => void;
  onDay: (day: Day) => void;
}

/** A month to press days in; the chosen range is tinted. */
export function MonthGrid({ month, from, to, onMonth, onDay }: MonthGridProps) {
  const { t } = useTranslation();
  const locale = LOCALES[useLanguage()];
  const name = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  return (
    <div className={classes['month']}>
      <header>
        <IconButton
          icon="left"
          dense
          label={t('date.previous')}
          onClick={() => onMonth(shiftMonth(month, -1))}
        />
        <strong aria-live="polite">{name.format(Date.UTC(month.year, month.month, 1))}</strong>
        <IconButton icon="right" dense label={t('date.next')} onClick={() => onMonth(shiftMonth(month, 1))} />
      </header>
      <table>
        <thead>
          <tr>
            {Array.from({ length: 7 }, (_, index) => (
              <th key={index} scope="col">
                {weekday.format(MONDAY + index * DAY_MS)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week, index) => (
            <tr key={index}>
              {week.map((day, place) => (
                <td key={place}>{day && <DayButton day={day} from={from} to={to} onDay={onDay} />}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DayButton({ day, from, to, onDay }: Pick<MonthGridProps, 'from' | 'to' | 'onDay'> & { day: Day }) {
  const isEnd = day === from || day === to;
  const isBetween = from !== '' && to !== '' && day > from && day < to;
  const names = [
    isEnd && classes['end'],
    isBetween && classes['between'],
    day === today() && classes['today'],
  ];
  return (
    <button
      type="button"
      aria-pressed={isEnd || isBetween}
      aria-label={readDay(day)}
      className={names.filter(Boolean).join(' ')}
      onClick={() => onDay(day)}
    >
      {Number(day.slice(8))}
    </button>
  );
}
