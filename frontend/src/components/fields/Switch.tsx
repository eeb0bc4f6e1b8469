import type { ReactNode } from 'react';
import classes from './switch.module.css';

interface SwitchProps {
  isOn: boolean;
  isDisabled?: boolean;
  onChange: (isOn: boolean) => void;
  children: ReactNode;
}

/** A slider on/off with its words. */
export const Switch = ({ isOn, isDisabled = false, onChange, children }: SwitchProps) => (
  <label className={classes['switch']}>
    <input
      type="checkbox"
      role="switch"
      checked={isOn}
      disabled={isDisabled}
      onChange={({ target }) => onChange(target.checked)}
    />
    <i aria-hidden="true" />
    <span>{children}</span>
  </label>
);
