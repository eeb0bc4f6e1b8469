import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Payment } from '@/api/types';
import { ConnectorFace } from '@/components/icons/ConnectorFace';
import type { Column } from '@/components/list/types';
import { StateLabel } from '@/components/states/StateLabel';
import { formatDate, formatTime } from '@/lib/format';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useFormat } from '@/lib/useFormat';
import { PayerPhone } from './PayerPhone';
import { signedAmount } from './rules';
import classes from './payments.module.css';

export const Moment = ({ at, zone }: { at: string | null; zone: string }) =>
  at && (
    <time dateTime={at} className="num">
      <span className="muted">{formatDate(at, zone)}</span> {formatTime(at, zone)}
    </time>
  );

/** What went wrong, in words; a code that this version does not know is shown as it came. */
export function useErrorWords(): (code: string) => string {
  const { t } = useTranslation('payments');
  return useCallback((code) => t(`errors.${code}` as 'errors.declined', { defaultValue: code }), [t]);
}

/** Columns BIL-052..064, in their documented order. */
export function usePaymentColumns(): Column<Payment>[] {
  const { t } = useTranslation('payments');
  const label = useEnumLabel();
  const { money } = useFormat();
  const errorWords = useErrorWords();
  return useMemo(
    () => [
      {
        id: 'number',
        field: 'number',
        title: t('columns.number'),
        width: 158,
        sort: 'number',
        cell: ({ number }) => <span className="num">{number}</span>,
      },
      {
        id: 'station',
        field: 'station_number,connector_number',
        title: t('columns.station'),
        width: 150,
        cell: ({ station_number: station, connector_type: type }) => (
          <span className={classes['station']}>
            <ConnectorFace type={type} size={18} />
            <span className="ellipsis" title={station}>
              {station}
            </span>
          </span>
        ),
      },
      {
        id: 'created',
        field: 'created_at',
        title: t('columns.created'),
        width: 176,
        sort: 'created_at',
        cell: ({ created_at: at, time_zone: zone }) => <Moment at={at} zone={zone} />,
      },
      {
        id: 'operation',
        field: 'operation',
        title: t('columns.operation'),
        width: 130,
        cell: ({ operation }) => label('paymentOperation', operation),
      },
      {
        id: 'status',
        field: 'status',
        title: t('columns.status'),
        width: 160,
        cell: ({ status }) => <StateLabel kind="paymentStatus" code={status} />,
      },
      {
        id: 'error',
        field: 'error',
        title: t('columns.error'),
        width: 200,
        isHidden: true,
        cell: ({ error }) => (error ? errorWords(error) : t('noError')),
      },
      {
        id: 'total',
        field: 'amount,currency',
        title: t('columns.total'),
        width: 140,
        align: 'end',
        sort: 'amount',
        cell: (payment) => (
          <span className={payment.operation === 'payment' ? classes['amount'] : 'muted'}>
            {money(signedAmount(payment), payment.currency)}
          </span>
        ),
      },
      {
        id: 'paidAt',
        title: t('columns.paidAt'),
        least: 176,
        cell: ({ paid_at: at, time_zone: zone }) => <Moment at={at} zone={zone} />,
      },
      {
        id: 'type',
        title: t('columns.type'),
        width: 140,
        isHidden: true,
        cell: ({ type }) => t(`types.${type}`),
      },
      {
        id: 'payer',
        field: 'payer_label',
        title: t('columns.payer'),
        width: 180,
        isHidden: true,
        cell: ({ payer_label: payer }) => payer,
      },
      {
        id: 'phone',
        title: t('columns.phone'),
        width: 150,
        isHidden: true,
        cell: (payment) => <PayerPhone payment={payment} />,
      },
      {
        id: 'info',
        title: t('columns.info'),
        width: 200,
        isHidden: true,
        cell: ({ reason }) => reason,
      },
      {
        id: 'provider',
        title: t('columns.provider'),
        width: 150,
        isHidden: true,
        cell: ({ provider }) => provider,
      },
      {
        id: 'providerCode',
        title: t('columns.providerCode'),
        width: 190,
        isHidden: true,
        cell: ({ provider_code: code }) => code,
      },
    ],
    [t, label, money, errorWords],
  );
}
