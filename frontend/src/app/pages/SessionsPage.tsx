import { useTranslation } from 'react-i18next';
import { PageTitle } from '@/components/card/PageTitle';
import { ListView } from '@/components/list/ListView';
import { useSessionsList } from '@/features/sessions/useSessionsList';

export function SessionsPage() {
  const { t } = useTranslation('shell');
  return (
    <>
      <PageTitle title={t('page.sessions')} />
      <ListView list={useSessionsList()} />
    </>
  );
}
