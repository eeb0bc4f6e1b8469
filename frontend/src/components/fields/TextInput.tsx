import type { InputHTMLAttributes, ReactNode, Ref } from 'react';
import { Icon } from '../icons/Icon';
import type { IconName } from '../icons/drawings';
import classes from './fields.module.css';

interface TextInputProps extends InputHTMLAttributes<HTMLInputElement> {
  icon?: IconName;
  isInvalid?: boolean;
  tall?: boolean;
  end?: ReactNode;
  ref?: Ref<HTMLInputElement>;
}

export const TextInput = ({ icon, isInvalid = false, tall, end, ...rest }: TextInputProps) => (
  <span
    className={[classes['input'], isInvalid && classes['invalid'], tall && classes['tall']]
      .filter(Boolean)
      .join(' ')}
  >
    {icon && <Icon name={icon} />}
    <input aria-invalid={isInvalid} {...rest} />
    {end}
  </span>
);
