import { useTranslation } from 'react-i18next';
import { Icon } from '../icons/Icon';
import classes from './fields.module.css';

interface DateRangeInputProps {
  id: string;
  /** Days as `YYYY-MM-DD`, empty when open. */
  from: string;
  to: string;
  onChange: (range: { from: string; to: string }) => void;
}

/** One day or a range of days; the second day follows the first until it is chosen itself. */
export function DateRangeInput({ id, from, to, onChange }: DateRangeInputProps) {
  const { t } = useTranslation();
  return (
    <span className={`${classes['input']} ${classes['range']}`}>
      <input
        id={id}
        type="date"
        value={from}
        max={to || undefined}
        aria-label={t('list.dateFrom')}
        onChange={({ target }) => onChange({ from: target.value, to: to || target.value })}
      />
      <Icon name="arrow" size={12} />
      <input
        type="date"
        value={to}
        min={from || undefined}
        aria-label={t('list.dateTo')}
        onChange={({ target }) => onChange({ from: from || target.value, to: target.value })}
      />
    </span>
  );
}
