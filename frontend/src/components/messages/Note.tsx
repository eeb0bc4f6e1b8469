import type { ReactNode } from 'react';
import { Mark } from '../icons/Mark';
import type { Role } from '../states/looks';
import classes from './messages.module.css';

interface NoteProps {
  role: Extract<Role, 'fault' | 'warn' | 'off'>;
  children: ReactNode;
}

const MARKS = { fault: 'triangle', warn: 'triangle', off: 'slash' } as const;

/** A sentence in place, on the soft background of its role; a fault is announced. */
export const Note = ({ role, children }: NoteProps) => (
  <div
    className={classes['note']}
    style={{ background: `var(--${role}-soft)` }}
    role={role === 'fault' ? 'alert' : 'status'}
  >
    <Mark name={MARKS[role]} role={role} />
    <span>{children}</span>
  </div>
);
