import Dialog from '@mui/material/Dialog';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../buttons/Button';
import { CopyButton } from '../buttons/CopyButton';
import { IconButton } from '../buttons/IconButton';
import dialog from '../dialog/dialog.module.css';
import classes from './list.module.css';

interface LongTextProps {
  /** Name of the column. */
  title: string;
  text: string;
  children: ReactNode;
}

/** From so many characters on a text is taken for cut where nothing can be measured. */
const LONG = 60;

/** A text cut to one line; when something of it is hidden an eye opens the whole in a window. */
export function LongText({ title, text, children }: LongTextProps) {
  const { t } = useTranslation();
  const line = useRef<HTMLSpanElement>(null);
  const [isCut, setCut] = useState(text.length > LONG);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const target = line.current;
    if (!target || target.clientWidth === 0) return;
    const measure = () => setCut(target.scrollWidth > target.clientWidth || text.includes('\n'));
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    return () => observer.disconnect();
  }, [text]);
  return (
    <span className={classes['long']}>
      <span ref={line} className="ellipsis">
        {children}
      </span>
      {isCut && (
        <IconButton
          icon="eye"
          dense
          label={t('list.fullText', { name: title })}
          onClick={(event) => {
            event.stopPropagation();
            setOpen(true);
          }}
        />
      )}
      {isOpen && <FullText title={title} text={text} onClose={() => setOpen(false)} />}
    </span>
  );
}

function FullText({ title, text, onClose }: { title: string; text: string; onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <Dialog
      open
      onClose={onClose}
      aria-labelledby={id}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <div className={dialog['dialog']}>
        <header>
          <h2 id={id}>{title}</h2>
          <CopyButton text={text} />
          <IconButton icon="cross" label={t('dismiss')} onClick={onClose} />
        </header>
        <div className={`${dialog['body']} ${classes['fullText']}`}>{text}</div>
        <footer>
          <Button capitals onClick={onClose}>
            {t('close')}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}
