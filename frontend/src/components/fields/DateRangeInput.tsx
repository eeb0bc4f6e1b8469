import Popover from '@mui/material/Popover';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../buttons/IconButton';
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
  /** Only one day can be chosen. */
  single?: boolean;
  disabled?: boolean;
  isInvalid?: boolean;
  onChange: (range: { from: Day; to: Day }) => void;
}

/** One day or a range of days: the first press begins the range, the second ends it. */
export function DateRangeInput({
  id,
  label,
  from,
  to,
  single = false,
  disabled = false,
  isInvalid = false,
  onChange,
}: DateRangeInputProps) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [month, setMonth] = useState(() => monthOf(from || today()));
  const [isBegun, setBegun] = useState(false);

  const choose = (day: Day) => {
    if (single) {
      onChange({ from: day, to: day });
      setAnchor(null);
      return;
    }
    const ends = isBegun && day >= from;
    onChange(ends ? { from, to: day } : { from: day, to: day });
    setBegun(!ends);
    if (ends) setAnchor(null);
  };
  return (
    <span className={`${classes['input']} ${isInvalid ? classes['invalid'] : ''}`}>
      <button
        id={id}
        type="button"
        className={calendar['trigger']}
        disabled={disabled}
        aria-haspopup="dialog"
        aria-label={[label, ...new Set([from, to].filter(Boolean).map(readDay))].join(' ')}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        {from ? (
          <RangeText from={from} to={single ? from : to} />
        ) : (
          <span className="muted">{t(single ? 'date.chooseDay' : 'date.choose')}</span>
        )}
        <Icon name="calendar" />
      </button>
      {from && !disabled && (
        <IconButton icon="cross" tiny label={t('clear')} onClick={() => onChange({ from: '', to: '' })} />
      )}
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
    {to && to !== from && (
      <>
        <Icon name="arrow" size={12} />
        {readDay(to)}
      </>
    )}
  </>
);
