import { useTranslation } from 'react-i18next';
import { Button } from '@/components/buttons/Button';
import { CopyButton } from '@/components/buttons/CopyButton';
import { Note } from '@/components/messages/Note';
import classes from './profile.module.css';

/** Shown this once: each opens the door one time when the phone is lost. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const { t } = useTranslation('profile');
  return (
    <div className={classes['totp']}>
      <Note tone="warn">{t('totp.codesHint')}</Note>
      <ol className={classes['codes']}>
        {codes.map((code) => (
          <li key={code} className="mono">
            {code}
          </li>
        ))}
      </ol>
      <div className={classes['codesEnd']}>
        <Button look="primary" capitals onClick={onDone}>
          {t('totp.kept')}
        </Button>
        <CopyButton text={codes.join('\n')} label={t('totp.copyCodes')} />
      </div>
    </div>
  );
}
