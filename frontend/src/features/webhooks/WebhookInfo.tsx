import { useTranslation } from 'react-i18next';
import type { Webhook } from '@/api/types';
import { FieldLine, FieldList } from '@/components/card/Fields';
import { formatDateTime } from '@/lib/format';
import { WebhookState } from './cells';
import classes from './webhooks.module.css';

/** What is set, and since when it works or does not. */
export function WebhookInfo({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks');
  const moment = (at: string | null) => at && <span className="num">{formatDateTime(at)}</span>;
  return (
    <div className={classes['info']}>
      <FieldList>
        <FieldLine label={t('columns.name')}>{webhook.name}</FieldLine>
        <FieldLine label={t('columns.url')}>
          <span className="mono">{webhook.url}</span>
        </FieldLine>
        <FieldLine label={t('columns.events')}>{webhook.event_types.join(', ')}</FieldLine>
        <FieldLine label={t('columns.state')}>
          <WebhookState webhook={webhook} />
        </FieldLine>
        {webhook.failing_since && (
          <FieldLine label={t('info.failingSince')}>{moment(webhook.failing_since)}</FieldLine>
        )}
        {webhook.paused_at && <FieldLine label={t('info.pausedAt')}>{moment(webhook.paused_at)}</FieldLine>}
        <FieldLine label={t('columns.lastDelivery')}>{moment(webhook.last_delivery_at)}</FieldLine>
        <FieldLine label={t('columns.created')}>{moment(webhook.created_at)}</FieldLine>
      </FieldList>
    </div>
  );
}
