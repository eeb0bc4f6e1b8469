import Dialog from '@mui/material/Dialog';
import { useId, type ReactNode, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhone } from '@/lib/useMedia';
import { Button, type ButtonProps } from '../buttons/Button';
import { IconButton } from '../buttons/IconButton';
import classes from './dialog.module.css';

interface FormDialogProps {
  title: string;
  /** Text of the confirming button, in capitals. */
  confirm: string;
  confirmLook?: ButtonProps['look'];
  isBusy?: boolean;
  /** A sheet on a phone: for input, not for a plain question. */
  isSheet?: boolean;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A window for input or confirmation: the confirming button at the left, «ОТМЕНА» right of it, Enter confirms. */
export function FormDialog({
  title,
  confirm,
  confirmLook = 'primary',
  isBusy = false,
  isSheet = false,
  onConfirm,
  onClose,
  children,
}: FormDialogProps) {
  const { t } = useTranslation();
  const isPhone = usePhone();
  const id = useId();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onConfirm();
  };
  return (
    <Dialog open fullScreen={isPhone && isSheet} onClose={onClose} aria-labelledby={id}>
      <form className={classes['dialog']} onSubmit={submit} noValidate>
        <header>
          <h2 id={id}>{title}</h2>
          <IconButton icon="cross" label={t('dismiss')} onClick={onClose} />
        </header>
        <div className={classes['body']}>{children}</div>
        <footer>
          <Button type="submit" look={confirmLook} capitals disabled={isBusy}>
            {confirm}
          </Button>
          <Button capitals onClick={onClose}>
            {t('cancel')}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
