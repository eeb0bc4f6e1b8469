import { useTranslation } from 'react-i18next';
import { SecretDialog } from '@/components/dialog/SecretDialog';
import type { Secret } from './ApiClientFormWindow';

interface SecretWindowProps {
  secret: Secret;
  onClose: () => void;
}

/** What a program signs in with. */
export function SecretWindow({ secret, onClose }: SecretWindowProps) {
  const { t } = useTranslation('apiClients');
  return (
    <SecretDialog
      title={t('secret.title', { name: secret.name })}
      once={t('secret.once')}
      lines={[
        { label: t('fields.clientId'), text: secret.client_id },
        { label: t('secret.secret'), text: secret.secret },
      ]}
      close={t('secret.stored')}
      onClose={onClose}
    />
  );
}
