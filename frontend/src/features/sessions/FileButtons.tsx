import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Session } from '@/api/types';
import { IconButton } from '@/components/buttons/IconButton';
import { showToast } from '@/components/toast/toasts';
import { useCan } from '@/lib/me';
import { useOffline } from '@/lib/offline';
import { useLanguage } from '@/lib/useFormat';
import { saveDump, saveHistory } from './files';

/** The session's files: its dump as text, the history of its parameters as a workbook (SES-077, SES-078). */
export function FileButtons({ session }: { session: Session }) {
  const { t } = useTranslation('sessions');
  const language = useLanguage();
  const isOffline = useOffline();
  const sight = { charges: useCan('charges:read'), frames: useCan('protocol-log:read') };
  const onSuccess = () => showToast('success', t('card.saved'));
  const dump = useMutation({ mutationFn: () => saveDump(session, sight), onSuccess });
  const history = useMutation({ mutationFn: () => saveHistory(session, language), onSuccess });
  return (
    <>
      <IconButton
        icon="download"
        label={t('card.dump')}
        disabled={isOffline || dump.isPending}
        aria-busy={dump.isPending}
        onClick={() => dump.mutate()}
      />
      <IconButton
        icon="xlsx"
        label={t('card.history')}
        disabled={isOffline || history.isPending}
        aria-busy={history.isPending}
        onClick={() => history.mutate()}
      />
    </>
  );
}
