import { useTranslation } from 'react-i18next';
import { CopyButton } from '@/components/buttons/CopyButton';
import { FormDialog } from '@/components/dialog/FormDialog';
import { Note } from '@/components/messages/Note';
import classes from './webhooks.module.css';

/** The secret that verifies signatures; nobody sees it a second time. */
export function SecretWindow({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useTranslation('webhooks');
  return (
    <FormDialog title={t('secret.title')} confirm={t('secret.close')} onConfirm={onClose} onClose={onClose}>
      <Note tone="warn">{t('secret.once')}</Note>
      <p className={classes['secret']}>
        <code className="mono">{secret}</code>
        <CopyButton text={secret} />
      </p>
      <p className="muted">{t('secret.use')}</p>
    </FormDialog>
  );
}
