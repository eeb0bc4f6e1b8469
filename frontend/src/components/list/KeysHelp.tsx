import Dialog from '@mui/material/Dialog';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../buttons/Button';
import { IconButton } from '../buttons/IconButton';
import dialog from '../dialog/dialog.module.css';
import { Keys } from '../keys/Keys';

/** What the keyboard does in a list. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <Dialog open onClose={onClose} aria-labelledby={id}>
      <div className={dialog['dialog']}>
        <header>
          <h2 id={id}>{t('keys.title')}</h2>
          <IconButton icon="cross" label={t('dismiss')} onClick={onClose} />
        </header>
        <div className={dialog['body']}>
          <Keys
            keys={[
              [['↑', '↓'], t('keys.rows')],
              [['Enter'], t('keys.open')],
              [[t('keys.space')], t('keys.choose')],
              [['/'], t('keys.search')],
              [['R'], t('keys.refresh')],
              [['Ctrl', 'K'], t('keys.palette')],
              [['Ctrl', 'Enter'], t('keys.confirm')],
              [['Esc'], t('keys.escape')],
              [['?'], t('keys.help')],
            ]}
          />
        </div>
        <footer>
          <Button capitals onClick={onClose}>
            {t('close')}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}
