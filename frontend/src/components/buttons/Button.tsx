import type { ButtonHTMLAttributes } from 'react';
import { Icon } from '../icons/Icon';
import type { IconName } from '../icons/drawings';
import classes from './buttons.module.css';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: 'primary' | 'outline' | 'text' | 'danger' | 'dangerOutline';
  icon?: IconName;
  capitals?: boolean;
  small?: boolean;
}

export function Button({
  look = 'outline',
  icon,
  capitals,
  small,
  className,
  children,
  type = 'button',
  ...rest
}: ButtonProps) {
  const names = [
    classes['button'],
    classes[look],
    capitals && classes['capitals'],
    small && classes['small'],
  ];
  return (
    <button type={type} className={[...names, className].filter(Boolean).join(' ')} {...rest}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}
