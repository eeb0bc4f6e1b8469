import { useTranslation } from 'react-i18next';
import { PageTitle } from '@/components/card/PageTitle';
import { ListView } from '@/components/list/ListView';
import { useUsersList } from '@/features/users/useUsersList';
import { useUserBulk } from '@/features/users/useUserBulk';
import { useUserWindows } from '@/features/users/useUserWindows';
import { UsersTabs } from './UsersTabs';

export function UsersPage() {
  const { t } = useTranslation('shell');
  const { onCreate, actions, window } = useUserWindows();
  const many = useUserBulk();
  return (
    <>
      <PageTitle title={t('page.users')} />
      <UsersTabs active="users" />
      <ListView list={useUsersList({ onCreate, actions, bulk: many.bulk })} />
      {window}
      {many.window}
    </>
  );
}
