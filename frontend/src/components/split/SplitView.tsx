import Dialog from '@mui/material/Dialog';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhone } from '@/lib/useMedia';
import { IconButton } from '../buttons/IconButton';
import classes from './split.module.css';

interface SplitViewProps {
  children: ReactNode;
  /** What stands beside the list; nothing when no record is open. */
  pane: ReactNode;
}

/** A list with the opened record beside it, so that the reader keeps the place in the list. */
export const SplitView = ({ children, pane }: SplitViewProps) => (
  <div className={`${classes['split']} ${pane ? classes['open'] : ''}`}>
    <div className={classes['main']}>{children}</div>
    {pane}
  </div>
);

interface PaneProps {
  title: ReactNode;
  /** Name for those who listen; the title when it is plain text. */
  label: string;
  /** Buttons before the cross. */
  tools?: ReactNode;
  /** Actions at the foot. */
  footer?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/** The opened record: at the right of the list, a sheet of its own on a phone. */
export function Pane({ label, onClose, ...rest }: PaneProps) {
  const isPhone = usePhone();
  if (isPhone)
    return (
      <Dialog fullScreen open onClose={onClose} aria-label={label}>
        <PaneBody onClose={onClose} {...rest} />
      </Dialog>
    );
  return (
    <aside className={classes['pane']} aria-label={label}>
      <PaneBody onClose={onClose} {...rest} />
    </aside>
  );
}

function PaneBody({ title, tools, footer, onClose, children }: Omit<PaneProps, 'label'>) {
  const { t } = useTranslation();
  return (
    <>
      <header className={classes['head']}>
        <h2 className="ellipsis">{title}</h2>
        {tools}
        <IconButton icon="cross" dense label={t('dismiss')} onClick={onClose} />
      </header>
      <div className={classes['body']}>{children}</div>
      {footer && <footer className={classes['foot']}>{footer}</footer>}
    </>
  );
}
