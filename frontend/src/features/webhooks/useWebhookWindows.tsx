import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Webhook } from '@/api/types';
import { ConfirmDialog } from '@/components/dialog/ConfirmDialog';
import type { RowAction } from '@/components/list/types';
import { showToast } from '@/components/toast/toasts';
import { useErrorText } from '@/lib/useErrorText';
import { useWebhookDeeds } from './queries';
import { RotateWindow } from './RotateWindow';
import { SecretWindow } from './SecretWindow';
import { WebhookFormWindow } from './WebhookFormWindow';

type Open =
  | { window: 'add' }
  | { window: 'change' | 'rotate' | 'remove'; webhook: Webhook }
  | { window: 'secret'; secret: string };

/** What can be done with a webhook, as actions of a row or a card, and the window that is open. */
export function useWebhookWindows(onRemoved?: () => void) {
  const [open, setOpen] = useState<Open | null>(null);
  const test = useTestSend();
  const { t } = useTranslation('webhooks');
  const actions = useMemo<RowAction<Webhook>[]>(() => {
    const opens = (window: 'change' | 'rotate' | 'remove') => (webhook: Webhook) =>
      setOpen({ window, webhook });
    return [
      { id: 'change', label: t('actions.change'), icon: 'pencil', run: opens('change') },
      {
        id: 'test',
        label: t('actions.test'),
        icon: 'send',
        run: (webhook) => void test(webhook),
        isDisabled: ({ is_active: isActive }) => !isActive,
      },
      { id: 'rotate', label: t('actions.rotate'), icon: 'key', run: opens('rotate') },
      { id: 'remove', label: t('actions.remove'), icon: 'trash', run: opens('remove'), isDangerous: true },
    ];
  }, [t, test]);
  return {
    actions,
    add: () => setOpen({ window: 'add' }),
    window: <Window open={open} setOpen={setOpen} onRemoved={onRemoved} />,
  };
}

interface WindowProps {
  open: Open | null;
  setOpen: (open: Open | null) => void;
  onRemoved: (() => void) | undefined;
}

function Window({ open, setOpen, onRemoved }: WindowProps): ReactNode {
  const { t } = useTranslation('webhooks');
  const { remove } = useWebhookDeeds();
  const close = () => setOpen(null);
  const showSecret = (secret: string) => setOpen({ window: 'secret', secret });
  switch (open?.window) {
    case 'add':
      return <WebhookFormWindow onClose={close} onSecret={showSecret} />;
    case 'change':
      return <WebhookFormWindow webhook={open.webhook} onClose={close} />;
    case 'rotate':
      return <RotateWindow webhook={open.webhook} onClose={close} onSecret={showSecret} />;
    case 'secret':
      return <SecretWindow secret={open.secret} onClose={close} />;
    case 'remove':
      return (
        <ConfirmDialog
          title={t('remove.title')}
          confirm={t('remove.confirm')}
          isDangerous
          success={t('remove.done', { name: open.webhook.name })}
          run={async () => {
            await remove(open.webhook.id);
            onRemoved?.();
          }}
          onClose={close}
        >
          <p>{t('remove.text', { name: open.webhook.name })}</p>
        </ConfirmDialog>
      );
    default:
      return null;
  }
}

/** Sends the test event; what came of it stands in the deliveries. */
function useTestSend() {
  const { t } = useTranslation('webhooks');
  const errorText = useErrorText();
  const { test } = useWebhookDeeds();
  return async (webhook: Webhook) => {
    try {
      await test(webhook.id);
      showToast('success', t('tested', { name: webhook.name }));
    } catch (error) {
      showToast('error', errorText(error).text);
    }
  };
}
