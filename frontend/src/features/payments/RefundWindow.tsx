import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Payment, PaymentDetails } from '@/api/types';
import { FormWindow } from '@/components/form/FormWindow';
import { Note } from '@/components/messages/Note';
import { useFormat } from '@/lib/useFormat';
import { useNow } from '@/lib/useNow';
import { paymentQuery, useMoneyDeeds } from './queries';
import { ReceiptView } from './ReceiptView';
import { RefundItems } from './RefundItems';
import { minus } from './rules';
import classes from './payments.module.css';

interface RefundValues {
  amount: number | null;
  /** The receipt and its line are ticked. */
  isTicked: boolean;
  reason: string;
}

interface RefundWindowProps {
  payment: Payment;
  onClose: () => void;
}

/** «Возврат по платежу»: the amount, what stays with us, and the receipt that comes of it (BIL-079..086). */
export function RefundWindow({ payment, onClose }: RefundWindowProps) {
  const { data } = useQuery(paymentQuery(payment.id));
  return data ? <TheWindow payment={data} onClose={onClose} /> : null;
}

function TheWindow({ payment, onClose }: { payment: PaymentDetails; onClose: () => void }) {
  const { t } = useTranslation('payments');
  const { money } = useFormat();
  const { refund } = useMoneyDeeds();
  const left = Number(payment.refundable_amount);
  const initial: RefundValues = { amount: left, isTicked: true, reason: '' };
  return (
    <FormWindow<RefundValues, unknown>
      form={{
        title: t('refund.title', { number: payment.number }),
        initial,
        fields: [
          {
            kind: 'number',
            name: 'amount',
            label: t('refund.amount'),
            unit: '₽',
            decimals: 2,
            isFixed: true,
            least: 0.01,
            most: left,
            isRequired: true,
            half: true,
            hint: t('refund.most', { amount: money(payment.refundable_amount, payment.currency) }),
          },
          { kind: 'text', name: 'reason', label: t('refund.reason'), isRequired: true, max: 500, half: true },
          {
            kind: 'custom',
            name: 'isTicked',
            label: t('refund.items'),
            isRequired: true,
            render: ({ id, value, change }, { amount }) => (
              <RefundItems id={id} payment={payment} amount={amount} isTicked={value} onTick={change} />
            ),
          },
        ],
        preview: ({ amount, isTicked }) => (
          <Preview payment={payment} amount={((isTicked && amount) || 0).toFixed(2)} />
        ),
        submit: ({ amount, reason }, { headers }) =>
          refund(payment.id, { amount: (amount ?? 0).toFixed(2), reason: reason.trim() }, headers),
        success: t('refund.done'),
      }}
      onClose={onClose}
    />
  );
}

function Preview({ payment, amount }: { payment: PaymentDetails; amount: string }) {
  const { t } = useTranslation('payments');
  const { money, number } = useFormat();
  const now = useNow();
  const earlier = minus(payment.amount, payment.refundable_amount);
  const [original] = payment.receipts;
  return (
    <div className={classes['refund']}>
      <div>
        <dl className={classes['sums']}>
          <div>
            <dt>{t('refund.paid')}</dt>
            <dd>{number(payment.amount, 2)}</dd>
          </div>
          <div>
            <dt>{t('refund.earlier')}</dt>
            <dd>{number(minus('0', earlier), 2)}</dd>
          </div>
          <div>
            <dt>{t('refund.this')}</dt>
            <dd>{number(minus('0', amount), 2)}</dd>
          </div>
          <div>
            <dt>{t('refund.stays')}</dt>
            <dd>{money(minus(payment.refundable_amount, amount), payment.currency)}</dd>
          </div>
        </dl>
        <Note tone="warn">{t('refund.warning', { payer: payment.payer_label ?? '' })}</Note>
      </div>
      {original && (
        <section>
          <h3>{t('refund.preview')}</h3>
          <ReceiptView
            receipt={{
              ...original,
              kind: 'income_return',
              at: new Date(now).toISOString(),
              lines: original.lines.map((line) => ({ ...line, price: amount, amount })),
              total: amount,
              cashless: amount,
            }}
          />
        </section>
      )}
    </div>
  );
}
