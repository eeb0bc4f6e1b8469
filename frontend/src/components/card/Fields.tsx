import type { ReactNode } from 'react';
import classes from './card.module.css';

interface BlockProps {
  title: string;
  /** At the right end of the heading. */
  extra?: ReactNode;
  children: ReactNode;
}

/** A group of fields with its heading. */
export const Block = ({ title, extra, children }: BlockProps) => (
  <>
    <div className={classes['blockHead']}>
      <h2>{title}</h2>
      {extra}
    </div>
    {children}
  </>
);

/** Columns of a card, divided by hairlines; one under another on a phone. */
export const CardColumns = ({ children }: { children: ReactNode }) => (
  <div className={classes['columns']}>{children}</div>
);

interface FieldListProps {
  /** Pure figures stand flush right. */
  figures?: boolean;
  children: ReactNode;
}

export const FieldList = ({ figures, children }: FieldListProps) => (
  <dl className={`${classes['fields']} ${figures ? classes['figures'] : ''}`}>{children}</dl>
);

interface FieldLineProps {
  label: string;
  /** A long identifier stands under its label in full. */
  wide?: boolean;
  children?: ReactNode;
}

/** One field: label at the left, value at the right. An empty value is empty. */
export const FieldLine = ({ label, wide, children }: FieldLineProps) => (
  <div className={wide ? classes['wide'] : undefined}>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);
