import { useTranslation } from 'react-i18next';
import { PageTitle } from '@/components/card/PageTitle';
import { Quarantine } from '@/features/quarantine/Quarantine';
import { StationsTabs } from './StationsTabs';

export function QuarantinePage() {
  const { t } = useTranslation('shell');
  return (
    <>
      <PageTitle title={t('page.stations')} />
      <StationsTabs active="quarantine" />
      <Quarantine />
    </>
  );
}
