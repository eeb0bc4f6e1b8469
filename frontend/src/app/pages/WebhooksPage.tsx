import { useTranslation } from 'react-i18next';
import { PageTitle } from '@/components/card/PageTitle';
import { Webhooks } from '@/features/webhooks/Webhooks';

/** Subscriptions of other systems. */
export function WebhooksPage() {
  const { t } = useTranslation('shell');
  return (
    <>
      <PageTitle title={t('page.webhooks')} />
      <Webhooks />
    </>
  );
}
