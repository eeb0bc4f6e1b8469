import { readStationOption, stationSource } from '@/components/fields/stationOptions';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Payment } from '@/api/types';
import type { FilterField, ListDeclaration, ListScope, RowAction } from '@/components/list/types';
import { StateMessage } from '@/components/messages/StateMessage';
import { StateLabel } from '@/components/states/StateLabel';
import { useCan } from '@/lib/me';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useFormat } from '@/lib/useFormat';
import { paymentsQuery } from './queries';
import { canCancel, canRefund, canRepeat, signedAmount } from './rules';
import type { Deed } from './PaymentWindows';
import { Moment, usePaymentColumns } from './usePaymentColumns';
import classes from './payments.module.css';

const STATUSES: Payment['status'][] = [
  'preparation',
  'default',
  'processing',
  'completing',
  'completed',
  'error',
  'cancelled',
];
const OPERATIONS: Payment['operation'][] = ['payment', 'reversal', 'refund'];
const TYPES: Payment['type'][] = ['personal_account', 'acquiring', 'sbp'];

interface PaymentsListOptions {
  onDeed: (deed: Deed, payment: Payment) => void;
  /** In the card of a session the chosen payment is shown below its list. */
  within?: { sessionId: string; openId: string | undefined; onOpen: (payment: Payment) => void };
}

/** Payments of all sessions, or of one (BIL-047..065, BIL-088..094). */
export function usePaymentsList({ onDeed, within }: PaymentsListOptions): ListDeclaration<Payment> {
  const { t } = useTranslation('payments');
  const columns = usePaymentColumns();
  const filters = useFilters();
  const actions = useActions(onDeed, within === undefined);
  const { sessionId, openId, onOpen } = within ?? {};
  const scope = useMemo<ListScope | undefined>(
    () =>
      sessionId === undefined ? undefined : { filters: { session_id: [sessionId] }, chips: [], without: [] },
    [sessionId],
  );
  return useMemo(
    () => ({
      id: scope ? 'payments-of-session' : 'payments',
      label: t('label'),
      columns,
      filters: scope ? [] : filters,
      exportPath: '/api/v1/payments/export',
      defaultSort: '-created_at',
      rowId: ({ id }) => id,
      rowName: ({ number }) => number,
      actions,
      query: paymentsQuery,
      phoneCard: (payment) => <PaymentCard payment={payment} />,
      emptyState: <StateMessage icon="card" title={t('none')} hint={t('noneHint')} />,
      ...(scope && onOpen ? { scope, onOpen, openId } : { cardPath: ({ id }) => `/billing/${id}` }),
    }),
    [t, columns, filters, actions, scope, openId, onOpen],
  );
}

function useActions(onDeed: PaymentsListOptions['onDeed'], isWhole: boolean): RowAction<Payment>[] {
  const { t } = useTranslation('payments');
  const navigate = useNavigate();
  const canMove = useCan('payments:money');
  return useMemo(() => {
    const session: RowAction<Payment> = {
      id: 'session',
      label: t('deeds.session'),
      icon: 'car',
      run: ({ session_id: id }) => void navigate(`/sessions/${id}`),
    };
    const money: RowAction<Payment>[] = [
      {
        id: 'refund',
        label: t('deeds.refund'),
        icon: 'undo',
        run: (payment) => onDeed('refund', payment),
        isDisabled: (payment) => !canRefund(payment),
      },
      {
        id: 'repeat',
        label: t('deeds.repeat'),
        icon: 'refresh',
        run: (payment) => onDeed('repeat', payment),
        isOffered: canRepeat,
      },
      {
        id: 'cancel',
        label: t('deeds.cancel'),
        icon: 'cross',
        run: (payment) => onDeed('cancel', payment),
        isDisabled: (payment) => !canCancel(payment),
      },
    ];
    return [...(isWhole ? [session] : []), ...(canMove ? money : [])];
  }, [t, navigate, canMove, onDeed, isWhole]);
}

function PaymentCard({ payment }: { payment: Payment }) {
  const { money } = useFormat();
  return (
    <>
      <span className={classes['phone']}>
        <b className="num">{money(signedAmount(payment), payment.currency)}</b>
        <StateLabel kind="paymentStatus" code={payment.status} />
      </span>
      <span className={classes['phone']}>
        <span>{payment.station_number}</span>
        <Moment at={payment.created_at} zone={payment.time_zone} />
      </span>
    </>
  );
}

function useFilters(): FilterField[] {
  const { t } = useTranslation(['payments', 'common']);
  const label = useEnumLabel();
  return useMemo<FilterField[]>(
    () => [
      { kind: 'text', name: 'q', label: t('filters.q'), least: 3 },
      {
        kind: 'reference',
        name: 'station_id',
        label: t('columns.station'),
        source: stationSource,
        read: readStationOption,
      },
      {
        kind: 'select',
        name: 'operation',
        label: t('columns.operation'),
        half: true,
        options: OPERATIONS.map((value) => ({ value, label: label('paymentOperation', value) })),
      },
      {
        kind: 'select',
        name: 'status',
        label: t('columns.status'),
        half: true,
        options: STATUSES.map((value) => ({ value, label: label('paymentStatus', value) })),
      },
      {
        kind: 'select',
        name: 'type',
        label: t('columns.type'),
        options: TYPES.map((value) => ({ value, label: t(`types.${value}`) })),
      },
      { kind: 'dates', name: 'created_from', nameTo: 'created_to', label: t('common:list.dates') },
    ],
    [t, label],
  );
}
