import { useTranslation } from 'react-i18next';
import { PageTitle } from '@/components/card/PageTitle';
import { ListView } from '@/components/list/ListView';
import { useRolesList } from '@/features/roles/useRolesList';
import { useRoleWindows } from '@/features/roles/useRoleWindows';
import { UsersTabs } from './UsersTabs';

export function RolesPage() {
  const { t } = useTranslation('shell');
  const { onCreate, actions, window } = useRoleWindows();
  return (
    <>
      <PageTitle title={t('page.users')} />
      <UsersTabs active="roles" />
      <ListView list={useRolesList({ onCreate, actions })} />
      {window}
    </>
  );
}
