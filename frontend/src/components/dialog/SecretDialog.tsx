import Dialog from '@mui/material/Dialog';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../buttons/Button';
import { CopyButton } from '../buttons/CopyButton';
import { Note } from '../messages/Note';
import dialog from './dialog.module.css';
import classes from './secret.module.css';

interface SecretDialogProps {
  title: string;
  /** Says that it is shown once. */
  once: string;
  lines: readonly { label: string; text: string }[];
  /** Text of the only button, in capitals. */
  close: string;
  onClose: () => void;
  /** What to do with it. */
  children?: ReactNode;
}

/** A secret that nobody can read a second time. It closes by its button only: a stray press beside it loses nothing. */
export function SecretDialog({ title, once, lines, close, onClose, children }: SecretDialogProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <Dialog open aria-labelledby={id}>
      <div className={dialog['dialog']}>
        <header>
          <h2 id={id}>{title}</h2>
        </header>
        <div className={`${dialog['body']} ${classes['secret']}`}>
          <Note tone="warn">{once}</Note>
          <dl>
            {lines.map(({ label, text }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>
                  <code className="mono">{text}</code>
                  <CopyButton text={text} label={`${t('copy')}: ${label}`} />
                </dd>
              </div>
            ))}
          </dl>
          {children}
        </div>
        <footer>
          <Button look="primary" capitals onClick={onClose}>
            {close}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}
