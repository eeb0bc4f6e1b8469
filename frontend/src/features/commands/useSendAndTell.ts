import { useTranslation } from 'react-i18next';
import { showToast } from '@/components/toast/toasts';
import { useSendCommand, type CommandRequest } from './queries';

/** Sends a command, says that it was created (CMD-035) and closes its window. */
export function useSendAndTell(onSent: () => void) {
  const { t } = useTranslation('commands');
  const { mutate, isPending } = useSendCommand();
  const send = (request: CommandRequest) =>
    mutate(
      { body: request },
      {
        onSuccess: ({ number, station_number: station }) => {
          showToast('info', t('created', { number, station }));
          onSent();
        },
      },
    );
  return { send, isSending: isPending };
}
