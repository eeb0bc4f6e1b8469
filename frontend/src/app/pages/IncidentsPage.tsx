import { useTranslation } from 'react-i18next';
import { PageTitle } from '@/components/card/PageTitle';
import { Incidents } from '@/features/incidents/Incidents';

export function IncidentsPage() {
  const { t } = useTranslation('shell');
  return (
    <>
      <PageTitle title={t('page.incidents')} />
      <Incidents />
    </>
  );
}
