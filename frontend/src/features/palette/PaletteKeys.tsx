import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/icons/Icon';
import classes from './palette.module.css';

export function PaletteKeys() {
  const { t } = useTranslation('palette');
  return (
    <footer className={classes['keys']}>
      <span>
        <kbd>
          <Icon name="up" size={12} />
        </kbd>
        <kbd>
          <Icon name="down" size={12} />
        </kbd>
        {t('keys.choose')}
      </span>
      <span>
        <kbd>Enter</kbd>
        {t('keys.open')}
      </span>
      <span>
        <kbd>Ctrl</kbd>
        <kbd>Enter</kbd>
        {t('keys.apart')}
      </span>
      <span>
        <kbd>Esc</kbd>
        {t('keys.close')}
      </span>
    </footer>
  );
}
