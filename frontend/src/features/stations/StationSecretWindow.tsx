import { useTranslation } from 'react-i18next';
import { SecretDialog } from '@/components/dialog/SecretDialog';

/** A secret that has just been made, with the key it belongs to. */
export interface FreshSecret {
  stationKey: string;
  secret: string;
}

interface StationSecretWindowProps extends FreshSecret {
  onClose: () => void;
}

/** What is typed in at the station; nobody sees the password a second time. */
export function StationSecretWindow({ stationKey, secret, onClose }: StationSecretWindowProps) {
  const { t } = useTranslation('stations');
  return (
    <SecretDialog
      title={t('secret.title')}
      once={t('secret.once')}
      lines={[
        { label: t('columns.key'), text: stationKey },
        { label: t('secret.password'), text: secret },
      ]}
      close={t('secret.close')}
      onClose={onClose}
    />
  );
}
