import { useTranslation } from 'react-i18next';
import { Navigate, useParams } from 'react-router';
import { PageTitle } from '@/components/card/PageTitle';
import { Tabs } from '@/components/card/Tabs';
import { Groups } from '@/features/tariffs/Groups';
import { Tariffs } from '@/features/tariffs/Tariffs';
import { paths } from '../paths';

const TABS = ['info', 'userGroups', 'stationGroups'] as const;
type TabId = (typeof TABS)[number];
const isTab = (name: string | undefined): name is TabId => TABS.some((tab) => tab === name);

/** «Тарифы»: the tariffs, and the groups that they may apply to (TAR-001). */
export function TariffsPage() {
  const { t } = useTranslation(['tariffs', 'shell']);
  const { tab } = useParams();
  if (!isTab(tab)) return <Navigate to={`${paths.tariffs}/info`} replace />;
  const tabs = TABS.map((id) => ({ id, title: t(`tabs.${id}`), path: `${paths.tariffs}/${id}` }));
  return (
    <>
      <PageTitle title={t('shell:page.tariffs')} />
      <Tabs tabs={tabs} active={tab} />
      {tab === 'info' && <Tariffs />}
      {tab === 'userGroups' && <Groups key="user" kind="user" />}
      {tab === 'stationGroups' && <Groups key="station" kind="station" />}
    </>
  );
}
