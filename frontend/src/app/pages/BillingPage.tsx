import { useTranslation } from 'react-i18next';
import { PageTitle } from '@/components/card/PageTitle';
import { Payments } from '@/features/payments/Payments';

export function BillingPage() {
  const { t } = useTranslation('shell');
  return (
    <>
      <PageTitle title={t('page.billing')} />
      <Payments />
    </>
  );
}
