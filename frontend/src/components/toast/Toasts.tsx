import { useTranslation } from 'react-i18next';
import { IconButton } from '../buttons/IconButton';
import { Mark } from '../icons/Mark';
import type { Look } from '../states/looks';
import { dismissToast, useToastList, type Toast } from './toasts';
import classes from './toast.module.css';

const LOOKS: Record<Toast['kind'], Look> = {
  success: { tone: 'ok', mark: 'check' },
  info: { tone: 'charge', mark: 'bolt' },
  error: { tone: 'fault', mark: 'triangle' },
};

/** Messages at the upper right, the newest on top. */
export function Toasts() {
  const { t } = useTranslation();
  return (
    <div className={classes['stack']}>
      {useToastList().map(({ id, kind, text, detail }) => (
        <div key={id} className={classes['toast']} role={kind === 'error' ? 'alert' : 'status'}>
          <Mark name={LOOKS[kind].mark} tone={LOOKS[kind].tone} size={16} />
          <div>
            <strong>{text}</strong>
            {detail && <p>{detail}</p>}
          </div>
          <IconButton icon="cross" label={t('dismiss')} dense onClick={() => dismissToast(id)} />
        </div>
      ))}
    </div>
  );
}
