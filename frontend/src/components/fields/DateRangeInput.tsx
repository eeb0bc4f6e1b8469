import Popover from '@mui/material/Popover';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../icons/Icon';
import { monthOf, readDay, today, type Day } from './calendar';
import { MonthGrid } from './MonthGrid';
import calendar from './calendar.module.css';
import classes from './fields.module.css';

interface DateRangeInputProps {
  id: string;
  label: string;
  /** Days as `YYYY-MM-DD`, empty when none is chosen. */
  from: Day;
  to: Day;
  onChange: (range: { from: Day; to: Day }) => void;
}

/** One day or a range of days: the first press begins the range, the second ends it. */
export function DateRangeInput({ id, label, from, to, onChange }: DateRangeInputProps) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [month, setMonth] = useState(() => monthOf(from || today()));
  const [isBegun, setBegun] = useState(false);

  const choose = (day: Day) => {
    const ends = isBegun && day >= from;
    onChange(ends ? { from, to: day } : { from: day, to: day });
    setBegun(!ends);
    if (ends) setAnchor(null);
  };
  return (
    <span className={classes['input']}>
      <button
        id={id}
        type="button"
        className={calendar['trigger']}
        aria-haspopup="dialog"
        aria-label={[label, from && readDay(from), to && readDay(to)].filter(Boolean).join(' ')}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        {from ? <RangeText from={from} to={to} /> : <span className="muted">{t('date.choose')}</span>}
        <Icon name="calendar" />
      </button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': label, sx: { mt: 1 } } }}
      >
        <MonthGrid month={month} from={from} to={to} onMonth={setMonth} onDay={choose} />
      </Popover>
    </span>
  );
}

const RangeText = ({ from, to }: { from: Day; to: Day }) => (
  <>
    {readDay(from)}
    <Icon name="arrow" size={12} />
    {readDay(to || from)}
  </>
);
