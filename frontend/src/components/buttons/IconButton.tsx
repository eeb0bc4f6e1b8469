import type { ButtonHTMLAttributes, Ref } from 'react';
import { Icon } from '../icons/Icon';
import type { IconName } from '../icons/drawings';
import { tip } from '../tooltip/tip';
import classes from './buttons.module.css';

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label' | 'title'> {
  icon: IconName;
  /** The name of the action: read by assistive technology and shown as the tooltip. */
  label: string;
  on?: boolean;
  dense?: boolean;
  /** Inside a chip. */
  tiny?: boolean;
  large?: boolean;
  spinning?: boolean;
  /** A small count at the corner; nothing at zero. */
  badge?: number;
  ref?: Ref<HTMLButtonElement>;
}

export function IconButton({
  icon,
  label,
  on,
  dense,
  tiny,
  large,
  spinning,
  badge = 0,
  type = 'button',
  ...rest
}: IconButtonProps) {
  const names = [
    classes['icon'],
    on && classes['on'],
    dense && classes['dense'],
    tiny && classes['tiny'],
    large && classes['large'],
    spinning && classes['spinning'],
  ];
  return (
    <button
      type={type}
      aria-label={label}
      className={names.filter(Boolean).join(' ')}
      {...tip(label)}
      {...rest}
    >
      <Icon name={icon} size={large ? 20 : tiny ? 12 : 16} />
      {badge > 0 && <span className={classes['badge']}>{badge}</span>}
    </button>
  );
}
