import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Webhook } from '@/api/types';
import type { Column, FilterField, ListDeclaration, RowAction } from '@/components/list/types';
import { StateMessage } from '@/components/messages/StateMessage';
import { formatDateTime } from '@/lib/format';
import { webhooksQuery } from './queries';
import { WebhookState } from './cells';
import classes from './webhooks.module.css';

interface WebhooksListOptions {
  /** «+»: nothing without the right. */
  onCreate: (() => void) | undefined;
  actions: readonly RowAction<Webhook>[];
}

export const webhookPath = ({ id }: Pick<Webhook, 'id'>): string => `/webhooks/${id}`;

/** The list «Вебхуки». */
export function useWebhooksList({ onCreate, actions }: WebhooksListOptions): ListDeclaration<Webhook> {
  const { t } = useTranslation('webhooks');
  const columns = useWebhookColumns();
  const filters = useMemo<FilterField[]>(
    () => [{ kind: 'text', name: 'q', label: t('filters.q'), least: 3, isInline: true }],
    [t],
  );
  return useMemo(
    () => ({
      id: 'webhooks',
      label: t('label'),
      columns,
      filters,
      actions,
      ...(onCreate ? { create: { label: t('form.add'), run: onCreate } } : {}),
      exportPath: '/api/v1/webhooks/export',
      defaultSort: 'name',
      rowId: ({ id }) => id,
      rowName: ({ name }) => name,
      cardPath: webhookPath,
      phoneCard: (webhook) => (
        <>
          <span className={classes['phone']}>
            <b>{webhook.name}</b>
            <WebhookState webhook={webhook} />
          </span>
          <span className="muted ellipsis">{webhook.url}</span>
        </>
      ),
      query: webhooksQuery,
      emptyState: <StateMessage icon="link" title={t('empty')} hint={t('emptyHint')} />,
    }),
    [t, columns, filters, actions, onCreate],
  );
}

function useWebhookColumns(): Column<Webhook>[] {
  const { t } = useTranslation('webhooks');
  return useMemo(
    () => [
      {
        id: 'name',
        field: 'name',
        title: t('columns.name'),
        width: 200,
        sort: 'name',
        cell: ({ name }) => <b>{name}</b>,
      },
      { id: 'url', field: 'url', title: t('columns.url'), least: 220, cell: ({ url }) => url },
      {
        id: 'events',
        field: 'event_types',
        title: t('columns.events'),
        least: 180,
        cell: ({ event_types: types }) => <span className="muted">{types.join(', ')}</span>,
      },
      {
        id: 'state',
        field: 'is_active,failing_since',
        title: t('columns.state'),
        width: 150,
        cell: (webhook) => <WebhookState webhook={webhook} />,
      },
      {
        id: 'lastDelivery',
        field: 'last_delivery_at,last_status',
        title: t('columns.lastDelivery'),
        width: 168,
        align: 'end',
        cell: ({ last_delivery_at: at }) => at && <span className="num">{formatDateTime(at)}</span>,
      },
      {
        id: 'created',
        field: 'created_at',
        title: t('columns.created'),
        width: 168,
        align: 'end',
        isHidden: true,
        sort: 'created_at',
        cell: ({ created_at: at }) => <span className="num">{formatDateTime(at)}</span>,
      },
    ],
    [t],
  );
}
