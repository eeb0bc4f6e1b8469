import type { ReactNode } from 'react';
import { Mark } from '../icons/Mark';
import type { Tone } from '../states/looks';
import classes from './messages.module.css';

interface NoteProps {
  tone: Extract<Tone, 'fault' | 'warn' | 'off'>;
  children: ReactNode;
}

const MARKS = { fault: 'triangle', warn: 'triangle', off: 'slash' } as const;

/** A sentence in place, on the soft background of its role; a fault is announced. */
export const Note = ({ tone, children }: NoteProps) => (
  <div
    className={classes['note']}
    style={{ background: `var(--${tone}-soft)` }}
    role={tone === 'fault' ? 'alert' : 'status'}
  >
    <Mark name={MARKS[tone]} tone={tone} />
    <span>{children}</span>
  </div>
);
