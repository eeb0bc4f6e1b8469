import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { IconButton } from '../buttons/IconButton';
import classes from './card.module.css';

export interface Tab {
  id: string;
  /** In capitals. */
  title: string;
  path: string;
}

interface TabsProps {
  tabs: readonly Tab[];
  active: string;
  /** Actions of the card at the right end; the last of them is refresh. */
  actions?: ReactNode;
}

const STEP = 160;

/** The line of tabs; the open tab is part of the address. Arrows appear when the names do not fit. */
export function Tabs({ tabs, active, actions }: TabsProps) {
  const { t } = useTranslation();
  const line = useRef<HTMLElement>(null);
  const overflows = useOverflow(line);
  const scroll = (left: number) => line.current?.scrollBy({ left, behavior: 'smooth' });

  useEffect(() => showOpenTab(line.current), [active]);
  return (
    <div className={classes['tabLine']}>
      {overflows && (
        <IconButton icon="left" dense label={t('card.scrollLeft')} onClick={() => scroll(-STEP)} />
      )}
      <nav ref={line} className={classes['tabs']} aria-label={t('card.tabs')}>
        {tabs.map(({ id, title, path }) => (
          <Link key={id} to={path} replace aria-current={id === active ? 'page' : undefined}>
            {title}
          </Link>
        ))}
      </nav>
      {overflows && (
        <IconButton icon="right" dense label={t('card.scrollRight')} onClick={() => scroll(STEP)} />
      )}
      {actions && <div className={classes['actions']}>{actions}</div>}
    </div>
  );
}

/** So much of the neighbours stays in view that the line is seen to go on. */
const NEIGHBOUR = 24;

/** Brings the name of the open tab into the line's view; the page itself does not move. */
function showOpenTab(line: HTMLElement | null): void {
  const tab = line?.querySelector('[aria-current]');
  if (!line || !tab) return;
  const [name, view] = [tab.getBoundingClientRect(), line.getBoundingClientRect()];
  const [before, beyond] = [view.left - name.left + NEIGHBOUR, name.right - view.right + NEIGHBOUR];
  if (before > NEIGHBOUR) line.scrollLeft -= before;
  else if (beyond > NEIGHBOUR) line.scrollLeft += beyond;
}

function useOverflow(element: RefObject<HTMLElement | null>): boolean {
  const [overflows, setOverflows] = useState(false);
  useEffect(() => {
    const target = element.current;
    if (!target || typeof ResizeObserver === 'undefined') return;
    // The arrows take 52 px themselves: without that margin they would come and go for ever.
    const observer = new ResizeObserver(() => {
      setOverflows((is) => target.scrollWidth > target.clientWidth + (is ? 52 : 0));
      showOpenTab(target);
    });
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return overflows;
}
