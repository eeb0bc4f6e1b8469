import type { ReactNode } from 'react';
import { Icon } from '../icons/Icon';
import type { IconName } from '../icons/drawings';
import classes from './messages.module.css';

interface StateMessageProps {
  icon: IconName;
  title: string;
  hint?: string | undefined;
  /** The one thing that helps. */
  action?: ReactNode;
}

/** What stands in place of data: nothing found, no right, nothing there yet. */
export const StateMessage = ({ icon, title, hint, action }: StateMessageProps) => (
  <div className={classes['state']} role="status">
    <Icon name={icon} size={32} />
    <h2>{title}</h2>
    {hint && <p>{hint}</p>}
    {action}
  </div>
);
