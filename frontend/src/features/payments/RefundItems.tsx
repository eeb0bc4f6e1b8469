import { useTranslation } from 'react-i18next';
import type { PaymentDetails } from '@/api/types';
import { CheckInput } from '@/components/fields/CheckInput';
import { formatDateTime } from '@/lib/format';
import { useFormat } from '@/lib/useFormat';
import classes from './payments.module.css';

interface RefundItemsProps {
  id: string;
  payment: PaymentDetails;
  amount: number | null;
  isTicked: boolean;
  onTick: (isTicked: boolean) => void;
}

/** «Возвращаемые позиции»: the receipt of the payment with its one line (BIL-077, BIL-080). */
export function RefundItems({ id, payment, amount, isTicked, onTick }: RefundItemsProps) {
  const { t } = useTranslation('payments');
  const { money } = useFormat();
  const receipt = payment.receipts.find(({ kind }) => kind === 'income');
  if (!receipt) return null;
  const toggle = () => onTick(!isTicked);
  const back = money((amount ?? 0).toFixed(2), payment.currency);
  return (
    <div id={id} role="group" aria-labelledby={`${id}-label`} className={classes['items']}>
      <CheckInput checked={isTicked} onChange={toggle}>
        <b>{t('refund.receipt', { at: formatDateTime(receipt.at, receipt.time_zone) })}</b>
      </CheckInput>
      {receipt.lines.map((line) => (
        <div key={line.number}>
          <CheckInput checked={isTicked} onChange={toggle}>
            {t(`receipt.${line.name}` as 'receipt.charging_service', { defaultValue: line.name })}
          </CheckInput>
          <small className="num muted">
            {t('refund.line', { amount: money(line.amount, payment.currency), back })}
          </small>
        </div>
      ))}
    </div>
  );
}
