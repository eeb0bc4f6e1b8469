import { useTranslation } from 'react-i18next';
import { SecretDialog } from '@/components/dialog/SecretDialog';

/** The secret that verifies signatures. */
export function SecretWindow({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useTranslation('webhooks');
  return (
    <SecretDialog
      title={t('secret.title')}
      once={t('secret.once')}
      lines={[{ label: t('secret.secret'), text: secret }]}
      close={t('secret.close')}
      onClose={onClose}
    >
      <p className="muted">{t('secret.use')}</p>
    </SecretDialog>
  );
}
