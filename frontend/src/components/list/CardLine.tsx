import type { ReactNode } from 'react';
import classes from './list.module.css';

/** A line of a row that is a card: what it is at the left, when or how much at the right. */
export const CardLine = ({ name, end }: { name: ReactNode; end: ReactNode }) => (
  <span className={classes['cardLine']}>
    <b>{name}</b>
    <span className="num muted">{end}</span>
  </span>
);

/** What there is to read of a record that is a card, two lines at most. */
export const CardText = ({ children }: { children: ReactNode }) => (
  <span className={classes['cardText']}>{children}</span>
);
