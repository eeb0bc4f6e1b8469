import { useTranslation } from 'react-i18next';
import type { PaymentDetails } from '@/api/types';
import { formatDateTime } from '@/lib/format';
import { useFormat } from '@/lib/useFormat';
import classes from './payments.module.css';

type Receipt = PaymentDetails['receipts'][number];

/** A receipt as it is printed (BIL-074..077). */
export function ReceiptView({ receipt }: { receipt: Receipt }) {
  const { t } = useTranslation('payments');
  const { number } = useFormat();
  return (
    <div className={classes['receipt']}>
      <p className={classes['centre']}>{receipt.address}</p>
      <p>
        <span>{formatDateTime(receipt.at, receipt.time_zone)}</span>
        <span>{t(`receipt.${receipt.kind}`)}</span>
      </p>
      <h4>{t(receipt.kind === 'income' ? 'receipt.title' : 'receipt.refundTitle')}</h4>
      <table>
        <thead>
          <tr>
            <th scope="col">№</th>
            <th scope="col">{t('receipt.name')}</th>
            <th scope="col">{t('receipt.price')}</th>
            <th scope="col">{t('receipt.quantity')}</th>
            <th scope="col">{t('receipt.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {receipt.lines.map((line) => (
            <tr key={line.number}>
              <td>{line.number}</td>
              <td>{t(`receipt.${line.name}` as 'receipt.charging_service', { defaultValue: line.name })}</td>
              <td>{number(line.price, 2)}</td>
              <td>{line.quantity}</td>
              <td>{number(line.amount, 2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <span>
          {t(`receipt.${receipt.tax}` as 'receipt.not_subject_to_vat', { defaultValue: receipt.tax })}
        </span>
        <span>{number(receipt.tax_amount, 2)}</span>
      </p>
      <p className={classes['cut']}>
        {t(`receipt.${receipt.settlement}` as 'receipt.full', { defaultValue: receipt.settlement })}
      </p>
      <p className={classes['sum']}>
        <span>{t('receipt.total')}</span>
        <span>= {number(receipt.total, 2)}</span>
      </p>
      <p>{t('receipt.received')}</p>
      <p>
        <span>{t('receipt.cashless')}</span>
        <span>{number(receipt.cashless, 2)}</span>
      </p>
      <p>
        <span>{t('receipt.taxes')}</span>
        <span>{number(receipt.tax_amount, 2)}</span>
      </p>
      {receipt.tax_system && (
        <p>
          <span>{t('receipt.taxSystem')}</span>
          <span>
            {t(`taxSystems.${receipt.tax_system}` as 'taxSystems.osn', { defaultValue: receipt.tax_system })}
          </span>
        </p>
      )}
    </div>
  );
}
