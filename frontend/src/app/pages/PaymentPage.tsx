import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { PageTitle } from '@/components/card/PageTitle';
import { RecordState } from '@/components/card/RecordState';
import { PaymentCard } from '@/features/payments/PaymentCard';
import { paymentQuery } from '@/features/payments/queries';
import { paths } from '../paths';

/** Card of a payment; its heading is the payment's number. */
export function PaymentPage() {
  const { t } = useTranslation('shell');
  const { paymentId = '' } = useParams();
  const query = useQuery(paymentQuery(paymentId));
  return (
    <>
      <PageTitle
        title={query.data ? `#${query.data.number}` : ''}
        parent={{ name: t('page.billing'), path: paths.billing }}
      />
      <RecordState query={query} listPath={paths.billing}>
        {(payment) => <PaymentCard payment={payment} onRefresh={() => void query.refetch()} />}
      </RecordState>
    </>
  );
}
