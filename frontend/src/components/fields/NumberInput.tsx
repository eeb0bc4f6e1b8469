import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/lib/useFormat';
import { Icon } from '../icons/Icon';
import classes from './fields.module.css';

interface NumberInputProps {
  id: string;
  value: number | null;
  unit?: string | undefined;
  least?: number | undefined;
  most?: number | undefined;
  step?: number | undefined;
  decimals?: number | undefined;
  /** All its decimals are written, as with money: «886,20». */
  isFixed?: boolean | undefined;
  isInvalid?: boolean;
  disabled?: boolean;
  required?: boolean;
  onChange: (value: number | null) => void;
}

/** Digits with a comma or a point; null while it is no number. */
function readNumber(text: string): number | null {
  const plain = text.replace(/[\s\u00a0]/g, '').replace(',', '.');
  return /^-?\d+(?:\.\d*)?$/.test(plain) ? Number(plain) : null;
}

const round = (value: number, decimals: number) => Number(value.toFixed(decimals));

/** A number with its unit at the right and arrows for stepping, by mouse and by the keys up and down. */
export function NumberInput({
  id,
  value,
  unit,
  least = Number.NEGATIVE_INFINITY,
  most = Number.POSITIVE_INFINITY,
  step = 1,
  decimals = 0,
  isFixed = false,
  isInvalid = false,
  disabled = false,
  required = false,
  onChange,
}: NumberInputProps) {
  const { t } = useTranslation();
  const comma = useLanguage() === 'ru' ? ',' : '.';
  // What is typed stays as it is typed («12,») until the field is left; a value from outside replaces it.
  const [typed, setTyped] = useState<string | null>(null);
  const figure = isFixed ? value?.toFixed(decimals) : value;
  const written = String(figure ?? '').replace('.', comma);
  const shown = typed !== null && readNumber(typed) === value ? typed : written;

  const type = (text: string) => {
    const allowed = decimals > 0 ? new RegExp(`^-?\\d*(?:[.,]\\d{0,${decimals}})?$`) : /^-?\d*$/;
    if (!allowed.test(text)) return;
    setTyped(text);
    onChange(readNumber(text));
  };
  const stepBy = (by: number) => {
    const next = Math.min(most, Math.max(least, round((value ?? 0) + by, decimals)));
    setTyped(null);
    onChange(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    stepBy(event.key === 'ArrowUp' ? step : -step);
  };
  return (
    <span className={`${classes['input']} ${isInvalid ? classes['invalid'] : ''}`}>
      <input
        id={id}
        inputMode={decimals > 0 ? 'decimal' : 'numeric'}
        autoComplete="off"
        value={shown}
        disabled={disabled}
        aria-required={required}
        aria-invalid={isInvalid}
        aria-describedby={`${id}-hint`}
        onKeyDown={onKeyDown}
        onBlur={() => setTyped(null)}
        onChange={({ target }) => type(target.value)}
      />
      {unit && <span className="muted">{unit}</span>}
      <span className={classes['steps']}>
        <button
          type="button"
          tabIndex={-1}
          disabled={disabled}
          aria-label={t('form.more')}
          onClick={() => stepBy(step)}
        >
          <Icon name="up" size={12} />
        </button>
        <button
          type="button"
          tabIndex={-1}
          disabled={disabled}
          aria-label={t('form.less')}
          onClick={() => stepBy(-step)}
        >
          <Icon name="down" size={12} />
        </button>
      </span>
    </span>
  );
}
