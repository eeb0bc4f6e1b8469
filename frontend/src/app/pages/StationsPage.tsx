import { useTranslation } from 'react-i18next';
import { PageTitle } from '@/components/card/PageTitle';
import { ListView } from '@/components/list/ListView';
import { useStationForms } from '@/features/stations/useStationForms';
import { useStationsList } from '@/features/stations/useStationsList';
import { StationsTabs } from './StationsTabs';

export function StationsPage() {
  const { t } = useTranslation('shell');
  const forms = useStationForms();
  const list = useStationsList({ tools: forms.tools, actions: forms.actions });
  return (
    <>
      <PageTitle title={t('page.stations')} />
      <StationsTabs active="list" />
      <ListView list={list} />
      {forms.window}
    </>
  );
}
