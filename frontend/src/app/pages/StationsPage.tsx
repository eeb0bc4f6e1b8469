import { useTranslation } from 'react-i18next';
import { PageTitle } from '@/components/card/PageTitle';
import { ListView } from '@/components/list/ListView';
import { useStationsList } from '@/features/stations/useStationsList';

export function StationsPage() {
  const { t } = useTranslation('shell');
  return (
    <>
      <PageTitle title={t('stations')} />
      <ListView list={useStationsList()} />
    </>
  );
}
