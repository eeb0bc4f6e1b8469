import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Payment, Session } from '@/api/types';
import type { ListDeclaration } from '@/components/list/types';
import { StatePill } from '@/components/states/StateLabel';
import { formatDateTime } from '@/lib/format';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useFormat } from '@/lib/useFormat';
import { paymentsQuery } from './queries';
import classes from './sessions.module.css';

/** Payments of one session (BIL-047..058). */
export function usePaymentsList(session: Session): ListDeclaration<Payment> {
  const { t } = useTranslation('sessions');
  const label = useEnumLabel();
  const { money } = useFormat();
  const { id, time_zone: zone } = session;
  return useMemo(
    () => ({
      id: 'payments-of-session',
      label: t('card.tabs.payments'),
      defaultSort: '-created_at',
      filters: [],
      scope: { filters: { session_id: [id] }, chips: [], without: [] },
      rowId: (payment) => payment.id,
      rowName: ({ number }) => number,
      query: paymentsQuery,
      phoneCard: ({ number, status, amount, currency, created_at: at }) => (
        <>
          <div className={classes['phone']}>
            <b>{money(amount, currency)}</b>
            <StatePill kind="paymentStatus" code={status} />
          </div>
          <div className={classes['phone']}>
            <span className="num">{number}</span>
            <span className="num">{formatDateTime(at, zone)}</span>
          </div>
        </>
      ),
      columns: [
        { id: 'number', title: t('payments.number'), width: 170, cell: ({ number }) => number },
        {
          id: 'created',
          title: t('payments.created'),
          width: 190,
          sort: 'created_at',
          cell: ({ created_at: at }) => <span className="num">{formatDateTime(at, zone)}</span>,
        },
        {
          id: 'operation',
          title: t('payments.operation'),
          width: 140,
          cell: ({ operation }) => label('paymentOperation', operation),
        },
        {
          id: 'status',
          title: t('payments.status'),
          width: 170,
          cell: ({ status }) => <StatePill kind="paymentStatus" code={status} />,
        },
        {
          id: 'error',
          title: t('payments.error'),
          width: 200,
          isHidden: true,
          cell: ({ error }) => error ?? t('payments.noError'),
        },
        {
          id: 'total',
          title: t('payments.total'),
          width: 140,
          align: 'end',
          cell: ({ amount, currency }) => money(amount, currency),
        },
        {
          id: 'paidAt',
          title: t('payments.paidAt'),
          cell: ({ paid_at: at }) => at && <span className="num">{formatDateTime(at, zone)}</span>,
        },
      ],
    }),
    [t, label, money, id, zone],
  );
}
