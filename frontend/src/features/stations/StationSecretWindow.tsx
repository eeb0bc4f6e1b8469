import { useTranslation } from 'react-i18next';
import { CopyValue } from '@/components/card/CopyValue';
import { FieldLine, FieldList } from '@/components/card/Fields';
import { FormDialog } from '@/components/dialog/FormDialog';
import { Note } from '@/components/messages/Note';

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
    <FormDialog title={t('secret.title')} confirm={t('secret.close')} onConfirm={onClose} onClose={onClose}>
      <Note tone="warn">{t('secret.once')}</Note>
      <FieldList>
        <FieldLine label={t('columns.key')} wide>
          <CopyValue text={stationKey} />
        </FieldLine>
        <FieldLine label={t('secret.password')} wide>
          <CopyValue text={secret} />
        </FieldLine>
      </FieldList>
    </FormDialog>
  );
}
