import { useId, type ReactNode } from 'react';
import classes from './profile.module.css';

interface PanelProps {
  title: string;
  /** At the right end of the heading line. */
  extra?: ReactNode;
  children: ReactNode;
}

/** A block of the profile, on the canvas. */
export function Panel({ title, extra, children }: PanelProps) {
  const id = useId();
  return (
    <section className={classes['panel']} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {extra}
      </header>
      {children}
    </section>
  );
}
