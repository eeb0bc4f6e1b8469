import { useTranslation } from 'react-i18next';
import { FormDialog } from '@/components/dialog/FormDialog';
import { useEnumLabel } from '@/lib/useEnumLabel';
import type { CommandDialogProps } from './StartDialog';
import { useSendAndTell } from './useSendAndTell';

/** Names the object and the consequence before a charge is ended. */
export function StopDialog({ station, connector, onClose }: CommandDialogProps) {
  const { t } = useTranslation('commands');
  const label = useEnumLabel();
  const { send, isSending } = useSendAndTell(onClose);
  const type = label('connectorType', connector.type);
  return (
    <FormDialog
      title={t('stop.title')}
      confirm={t('stop.confirm')}
      confirmLook="danger"
      isBusy={isSending}
      onConfirm={() =>
        send({ station_id: station.id, connector_number: connector.number, kind: 'stop_session' })
      }
      onClose={onClose}
    >
      <p>{t('stop.text', { station: station.number, number: connector.number, type })}</p>
    </FormDialog>
  );
}
