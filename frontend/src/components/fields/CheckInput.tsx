import type { InputHTMLAttributes, ReactNode, Ref } from 'react';
import { Icon } from '../icons/Icon';
import classes from './fields.module.css';

interface CheckInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'type'> {
  type?: 'checkbox' | 'radio';
  ref?: Ref<HTMLInputElement>;
  /** Of several side by side: a new line begins with it. */
  startsLine?: boolean | undefined;
  children: ReactNode;
}

export const CheckInput = ({ type = 'checkbox', startsLine = false, children, ...rest }: CheckInputProps) => (
  <label className={`${classes['check']} ${startsLine ? classes['startsLine'] : ''}`}>
    <span className={classes['box']}>
      <input type={type} {...rest} />
      {type === 'checkbox' ? <Icon name="check" size={14} /> : <i />}
    </span>
    <span>{children}</span>
  </label>
);
