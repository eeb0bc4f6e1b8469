import { useEffect, useRef } from 'react';
import { Icon } from '../icons/Icon';
import classes from './triCheck.module.css';

export type TriState = 'all' | 'some' | 'none';

interface TriCheckProps {
  /** What it stands for; it has no words of its own. */
  label: string;
  state: TriState;
  disabled?: boolean;
  onChange: (isOn: boolean) => void;
}

/** A box for one thing or for many: all, some or none of them. A press on «some» takes all. */
export function TriCheck({ label, state, disabled = false, onChange }: TriCheckProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current) input.current.indeterminate = state === 'some';
  }, [state]);
  return (
    <label className={classes['tri']}>
      <input
        ref={input}
        type="checkbox"
        aria-label={label}
        checked={state === 'all'}
        disabled={disabled}
        onChange={() => onChange(state !== 'all')}
      />
      {state !== 'none' && <Icon name={state === 'all' ? 'check' : 'minus'} size={14} />}
    </label>
  );
}

export const triState = (chosen: number, of: number): TriState =>
  chosen === 0 ? 'none' : chosen === of ? 'all' : 'some';
