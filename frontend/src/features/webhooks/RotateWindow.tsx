import { useTranslation } from 'react-i18next';
import type { Webhook } from '@/api/types';
import { FormWindow } from '@/components/form/FormWindow';
import { useWebhookDeeds } from './queries';

const OVERLAP_HOURS = 24;
const LONGEST_HOURS = 168;

interface RotateWindowProps {
  webhook: Webhook;
  onClose: () => void;
  onSecret: (secret: string) => void;
}

/** A new secret; the old one signs beside it until the overlap is over. */
export function RotateWindow({ webhook, onClose, onSecret }: RotateWindowProps) {
  const { t } = useTranslation('webhooks');
  const { rotate } = useWebhookDeeds();
  const initial: { hours: number | null } = { hours: OVERLAP_HOURS };
  return (
    <FormWindow
      form={{
        title: t('rotate.title'),
        confirm: t('rotate.confirm'),
        initial,
        before: <p>{t('rotate.text', { name: webhook.name })}</p>,
        fields: [
          {
            kind: 'number',
            name: 'hours',
            label: t('rotate.hours'),
            isRequired: true,
            unit: t('rotate.unit'),
            least: 0,
            most: LONGEST_HOURS,
            wire: 'overlap_hours',
          },
        ],
        submit: ({ hours }) => rotate(webhook.id, hours ?? OVERLAP_HOURS),
      }}
      onClose={onClose}
      onDone={({ secret }) => {
        onClose();
        onSecret(secret);
      }}
    />
  );
}
