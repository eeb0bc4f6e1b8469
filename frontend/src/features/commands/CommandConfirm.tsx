import { useTranslation } from 'react-i18next';
import { FormDialog } from '@/components/dialog/FormDialog';
import { protocolOf, type CommandTarget, type Entry } from './catalogue';
import { useSendAndTell } from './useSendAndTell';

interface CommandConfirmProps {
  target: CommandTarget;
  entry: Entry;
  onClose: () => void;
}

/** Nothing is sent without this question (CMD-003). */
export function CommandConfirm({ target, entry, onClose }: CommandConfirmProps) {
  const { t } = useTranslation(['commands', 'common']);
  const { send, isSending } = useSendAndTell(onClose);
  const { station, connector } = target;
  const name = t(`entries.${entry.id}` as 'entries.trigger');
  const consequence = t(`consequences.${entry.id}` as 'consequences.hard_reset', { defaultValue: '' });
  return (
    <FormDialog
      title={name}
      confirm={t('common:ok')}
      confirmLook={entry.isDangerous ? 'danger' : 'primary'}
      isBusy={isSending}
      onConfirm={() =>
        send({
          station_id: station.id,
          connector_number: connector?.number ?? null,
          kind: entry.kind,
          parameters: entry.parameters ?? {},
        })
      }
      onClose={onClose}
    >
      <p>
        {connector
          ? t('confirm.connector', { command: name, station: station.number, number: connector.number })
          : t('confirm.station', { command: name, station: station.number })}
      </p>
      {consequence && <p>{consequence}</p>}
      {entry.kind === 'unlock_connector' && <Latch target={target} />}
    </FormDialog>
  );
}

/** What an unlocking does depends on the socket and on the voltage (CMD-025, CMD-026). */
function Latch({ target: { station, connector } }: { target: CommandTarget }) {
  const { t } = useTranslation('commands');
  return (
    <>
      <p>{t(connector?.type === 'ccs2' ? 'latch.none' : 'latch.maybe')}</p>
      {protocolOf(station) === 'native' && <p>{t('latch.voltage')}</p>}
    </>
  );
}
