import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PaymentDetails } from '@/api/types';
import { Block, CardColumns, FieldLine, FieldList } from '@/components/card/Fields';
import { ConnectorFace } from '@/components/icons/ConnectorFace';
import { Mark } from '@/components/icons/Mark';
import { StatePill } from '@/components/states/StateLabel';
import { lookOf } from '@/components/states/looks';
import { formatDate, formatDateTime, formatTime } from '@/lib/format';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useFormat } from '@/lib/useFormat';
import { PayerPhone } from './PayerPhone';
import { ReceiptView } from './ReceiptView';
import { useErrorWords } from './usePaymentColumns';
import classes from './payments.module.css';

/** A payment: fields, history, receipts (BIL-071..078); fields without a value stay visible and empty. */
export function PaymentView({ payment }: { payment: PaymentDetails }) {
  const { t } = useTranslation('payments');
  return (
    <CardColumns>
      <section>
        <Facts payment={payment} />
      </section>
      <section>
        <Block title={t('history')}>
          <History payment={payment} />
        </Block>
      </section>
      <section className={classes['receipts']}>
        <Block title={t('receipts')}>
          {payment.receipts.map((receipt) => (
            <ReceiptView key={receipt.payment_id} receipt={receipt} />
          ))}
        </Block>
      </section>
    </CardColumns>
  );
}

function Facts({ payment }: { payment: PaymentDetails }) {
  const { t } = useTranslation('payments');
  const errorWords = useErrorWords();
  const label = useEnumLabel();
  const { money } = useFormat();
  const { time_zone: zone, paid_at: paidAt } = payment;
  return (
    <Block title={`#${payment.number}`} extra={<StatePill kind="paymentStatus" code={payment.status} />}>
      <FieldList>
        <FieldLine label={t('columns.created')}>
          <span className="num">{formatDateTime(payment.created_at, zone)}</span>
        </FieldLine>
        <FieldLine label={t('columns.operation')}>{label('paymentOperation', payment.operation)}</FieldLine>
        <FieldLine label={t('columns.station')}>
          <span className={classes['place']}>
            <Link to={`/stations/${payment.station_id}`}>{payment.station_number}</Link>
            <span className={classes['place']}>
              {payment.connector_number}: <ConnectorFace type={payment.connector_type} size={16} />
              {label('connectorType', payment.connector_type)}
            </span>
          </span>
        </FieldLine>
        <FieldLine label={t('columns.total')}>{money(payment.amount, payment.currency)}</FieldLine>
        <FieldLine label={t('columns.paidAt')}>
          <span className="num">{paidAt && formatDateTime(paidAt, zone)}</span>
        </FieldLine>
        <FieldLine label={t('columns.type')}>
          {t(`types.${payment.type}`)}
          {payment.hold_id && <small className={classes['ofHold']}>{t('hold.of')}</small>}
        </FieldLine>
        <FieldLine label={t('columns.payer')}>
          {payment.payer_label ?? label('payerKind', payment.payer_kind)}
        </FieldLine>
        <FieldLine label={t('sessionId')}>
          <Link to={`/sessions/${payment.session_id}`} className="mono">
            {payment.session_id}
          </Link>
        </FieldLine>
        <FieldLine label={t('columns.phone')}>
          <PayerPhone payment={payment} />
        </FieldLine>
        <FieldLine label={t('columns.info')}>{payment.reason}</FieldLine>
        <FieldLine label={t('columns.error')}>{payment.error && errorWords(payment.error)}</FieldLine>
        <FieldLine label={t('columns.provider')}>{payment.provider}</FieldLine>
        <FieldLine label={t('columns.providerCode')}>{payment.provider_code}</FieldLine>
      </FieldList>
    </Block>
  );
}

function History({ payment }: { payment: PaymentDetails }) {
  const { t } = useTranslation('payments');
  const errorWords = useErrorWords();
  const label = useEnumLabel();
  const { money } = useFormat();
  const zone = payment.time_zone;
  const first = payment.history[0]?.at;
  const time = (at: string) =>
    first && formatDate(first, zone) === formatDate(at, zone) && at !== first
      ? formatTime(at, zone)
      : formatDateTime(at, zone);
  return (
    <ol className={classes['history']}>
      {payment.history.map((entry, index) => {
        const look = lookOf('paymentStatus', entry.status);
        return (
          <li key={index}>
            <Mark name={look.mark} tone={look.tone} />
            <div>
              <strong>{label('paymentStatus', entry.status)}</strong>
              <small>
                {[t(`origins.${entry.origin}`), entry.login, entry.details && errorWords(entry.details)]
                  .filter(Boolean)
                  .join(', ')}
              </small>
            </div>
            <time dateTime={entry.at}>{time(entry.at)}</time>
          </li>
        );
      })}
      {payment.refunds.map((refund) => {
        const look = lookOf('paymentStatus', refund.status);
        return (
          <li key={refund.id}>
            <Mark name={look.mark} tone={look.tone} />
            <div>
              <strong>{t('refunded', { amount: money(refund.amount, refund.currency) })}</strong>
              <small>
                {[refund.requested_by, refund.reason].filter(Boolean).join(', ')}{' '}
                <Link to={`/billing/${refund.id}`}>{refund.number}</Link>
              </small>
            </div>
            <time dateTime={refund.created_at}>{time(refund.created_at)}</time>
          </li>
        );
      })}
    </ol>
  );
}
