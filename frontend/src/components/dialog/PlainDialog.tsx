import Dialog from '@mui/material/Dialog';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhone } from '@/lib/useMedia';
import { IconButton } from '../buttons/IconButton';
import classes from './dialog.module.css';

interface PlainDialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** A window that brings its own buttons, or needs none but the cross. */
export function PlainDialog({ title, onClose, children }: PlainDialogProps) {
  const { t } = useTranslation();
  const isPhone = usePhone();
  const id = useId();
  return (
    <Dialog open fullScreen={isPhone} onClose={onClose} aria-labelledby={id}>
      <div className={classes['dialog']}>
        <header>
          <h2 id={id}>{title}</h2>
          <IconButton icon="cross" label={t('dismiss')} onClick={onClose} />
        </header>
        <div className={classes['body']}>{children}</div>
      </div>
    </Dialog>
  );
}
