import { useTranslation } from 'react-i18next';
import type { Command } from '@/api/types';
import { showToast } from '@/components/toast/toasts';
import { useSendCommand, type CommandRequest } from './queries';

/** Created, and on its way; or created, but the station is away and the command waits for it (CMD-035, CMD-036). */
export function useTell() {
  const { t } = useTranslation('commands');
  return ({ number, station_number: station, result_code: code, status }: Command) => {
    if (code === 'station_offline') showToast('error', t('notSent', { number, station }));
    else if (status === 'succeeded') showToast('success', t('doneAtOnce', { number }));
    else showToast('info', t('created', { number, station }));
  };
}

/** Sends a command, says what became of it and closes its window. */
export function useSendAndTell(onSent: () => void) {
  const tell = useTell();
  const { mutate, isPending } = useSendCommand();
  const send = (request: CommandRequest) =>
    mutate(
      { body: request },
      {
        onSuccess: (command) => {
          tell(command);
          onSent();
        },
      },
    );
  return { send, isSending: isPending };
}
