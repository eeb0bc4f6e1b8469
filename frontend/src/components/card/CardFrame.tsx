import type { ReactNode } from 'react';
import { Tabs, type Tab } from './Tabs';
import classes from './card.module.css';

interface CardFrameProps {
  /** The strip of identity that stays on all tabs. */
  identity: ReactNode;
  tabs: readonly Tab[];
  active: string;
  actions: ReactNode;
  children: ReactNode;
}

/** Frame of every card: identity, tabs with actions, content that scrolls by itself. */
export function CardFrame({ identity, tabs, active, actions, children }: CardFrameProps) {
  const title = tabs.find(({ id }) => id === active)?.title;
  return (
    <>
      {identity}
      <Tabs tabs={tabs} active={active} actions={actions} />
      {/* It scrolls by itself, so the keyboard must be able to reach it. */}
      <div className={classes['body']} role="region" aria-label={title} tabIndex={0}>
        {children}
      </div>
    </>
  );
}

export const IdentityStrip = ({
  name,
  place,
  children,
}: {
  name: string;
  place?: string;
  children: ReactNode;
}) => (
  <div className={classes['identity']}>
    <span className={classes['name']}>{name}</span>
    <span className={`${classes['place']} ellipsis`}>{place}</span>
    {children}
  </div>
);

/** Captioned facts in one line, for records that have no name. */
export const FactStrip = ({ children }: { children: ReactNode }) => (
  <dl className={classes['facts']}>{children}</dl>
);

export const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);
