import { useTranslation } from 'react-i18next';
import { PageTitle } from '@/components/card/PageTitle';
import { SecurityLog } from '@/features/securityLog/SecurityLog';

export function SecurityLogPage() {
  const { t } = useTranslation('shell');
  return (
    <>
      <PageTitle title={t('page.securityLog')} />
      <SecurityLog />
    </>
  );
}
