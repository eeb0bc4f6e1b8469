import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Delivery, Webhook } from '@/api/types';
import type { Column, FilterField, ListDeclaration } from '@/components/list/types';
import { StateMessage } from '@/components/messages/StateMessage';
import { formatDateTime } from '@/lib/format';
import { useFormat } from '@/lib/useFormat';
import { DeliveryState } from './cells';
import { deliveriesQuery } from './queries';
import classes from './webhooks.module.css';

const STATUSES = ['pending', 'delivered', 'failed', 'given_up'] as const;

interface DeliveriesListOptions {
  webhook: Webhook;
  openId: string | undefined;
  onOpen: (delivery: Delivery) => void;
}

/** Events sent to one webhook, the newest first. */
export function useDeliveriesList({
  webhook,
  openId,
  onOpen,
}: DeliveriesListOptions): ListDeclaration<Delivery> {
  const { t } = useTranslation('webhooks');
  const columns = useDeliveryColumns();
  const filters = useMemo<FilterField[]>(
    () => [
      {
        kind: 'select',
        name: 'status',
        label: t('columns.result'),
        options: STATUSES.map((status) => ({ value: status, label: t(`deliveryStates.${status}`) })),
      },
      { kind: 'dates', name: 'created_from', nameTo: 'created_to', label: t('columns.event') },
    ],
    [t],
  );
  const scope = useMemo(
    () => ({ filters: { webhook_id: [webhook.id] }, chips: [webhook.name], without: [] }),
    [webhook],
  );
  return useMemo(
    () => ({
      id: 'deliveries',
      label: t('deliveries'),
      columns,
      filters,
      scope,
      exportPath: '/api/v1/deliveries/export',
      defaultSort: '-created_at',
      rowId: ({ id }) => id,
      rowName: ({ event_type: type, event_id: id }) => `${type} ${id}`,
      onOpen,
      openId,
      phoneCard: (delivery) => (
        <>
          <span className={classes['phone']}>
            <b className="mono">{delivery.event_type}</b>
            <span className="num muted">{formatDateTime(delivery.created_at)}</span>
          </span>
          <DeliveryState delivery={delivery} />
        </>
      ),
      query: deliveriesQuery,
      emptyState: <StateMessage icon="link" title={t('noDeliveries')} hint={t('noDeliveriesHint')} />,
      isLog: true,
    }),
    [t, columns, filters, scope, openId, onOpen],
  );
}

function useDeliveryColumns(): Column<Delivery>[] {
  const { t } = useTranslation('webhooks');
  const { number } = useFormat();
  return useMemo(
    () => [
      {
        id: 'created',
        field: 'created_at',
        title: t('columns.event'),
        width: 168,
        sort: 'created_at',
        cell: ({ created_at: at }) => <span className="num">{formatDateTime(at)}</span>,
      },
      {
        id: 'type',
        field: 'event_type',
        title: t('columns.type'),
        width: 190,
        cell: ({ event_type: type }) => <span className="mono">{type}</span>,
      },
      {
        id: 'event',
        field: 'event_id',
        title: t('columns.eventId'),
        width: 300,
        isHidden: true,
        cell: ({ event_id: id }) => <span className="mono">{id}</span>,
      },
      {
        id: 'result',
        field: 'status',
        title: t('columns.result'),
        least: 180,
        cell: (delivery) => <DeliveryState delivery={delivery} />,
      },
      {
        id: 'answer',
        field: 'response_status',
        title: t('columns.answer'),
        width: 90,
        align: 'end',
        cell: ({ response_status: status }) => status && <span className="num">{status}</span>,
      },
      {
        id: 'duration',
        field: 'duration_ms',
        title: t('columns.duration'),
        width: 110,
        align: 'end',
        cell: ({ duration_ms: ms }) =>
          ms === null ? null : (
            <span className="num">
              {number(ms, 0)} <span className="unit">{t('ms')}</span>
            </span>
          ),
      },
      {
        id: 'attempts',
        field: 'attempts',
        title: t('columns.attempts'),
        width: 100,
        align: 'end',
        cell: ({ attempts }) => number(attempts, 0),
      },
    ],
    [t, number],
  );
}
