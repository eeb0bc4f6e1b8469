import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useParams } from 'react-router';
import type { User } from '@/api/types';
import { IconButton } from '@/components/buttons/IconButton';
import { CardFrame } from '@/components/card/CardFrame';
import { PageTitle } from '@/components/card/PageTitle';
import { RecordState } from '@/components/card/RecordState';
import { ListView } from '@/components/list/ListView';
import { useUserSessionsList } from '@/features/sessions/useSessionsList';
import { userQuery } from '@/features/users/queries';
import { UserIdentity } from '@/features/users/UserIdentity';
import { UserInfo } from '@/features/users/UserInfo';
import { useUserWindows } from '@/features/users/useUserWindows';
import { useCan, useMe, type Right } from '@/lib/me';
import { paths } from '../paths';

const TABS = ['info', 'sessions'] as const;
type TabId = (typeof TABS)[number];

const RIGHTS: Record<TabId, Right> = { info: 'users:read', sessions: 'sessions:read' };

const isTab = (name: string | undefined): name is TabId => TABS.some((tab) => tab === name);

/** Card of a user: «Пользователи > login» (USR-076). */
export function UserPage() {
  const { t } = useTranslation('shell');
  const { userId = '', tab } = useParams();
  const query = useQuery(userQuery(userId));
  if (!isTab(tab)) return <Navigate to={`${paths.users}/${userId}/info`} replace />;
  return (
    <>
      <PageTitle title={query.data?.login ?? ''} parent={{ name: t('page.users'), path: paths.users }} />
      <RecordState query={query} listPath={paths.users}>
        {(user) => <UserCard user={user} tab={tab} onRefresh={() => void query.refetch()} />}
      </RecordState>
    </>
  );
}

interface UserCardProps {
  user: User;
  tab: TabId;
  onRefresh: () => void;
}

function UserCard({ user, tab, onRefresh }: UserCardProps) {
  const { t } = useTranslation(['users', 'common']);
  const navigate = useNavigate();
  const rights = useMe()?.rights ?? [];
  const canWrite = useCan('users:write');
  const { open, window } = useUserWindows({ onDeleted: () => void navigate(paths.users) });
  const tabs = TABS.filter((id) => rights.includes(RIGHTS[id])).map((id) => ({
    id,
    title: t(`card.tabs.${id}`),
    path: `${paths.users}/${user.id}/${id}`,
  }));
  const actions = (
    <>
      {canWrite && (
        <>
          <IconButton icon="pencil" label={t('deeds.edit')} onClick={() => open('edit', user)} />
          {!user.is_self && (
            <IconButton icon="trash" label={t('deeds.delete')} onClick={() => open('delete', user)} />
          )}
        </>
      )}
      <IconButton icon="refresh" label={t('common:card.refresh')} onClick={onRefresh} />
    </>
  );
  return (
    <CardFrame identity={<UserIdentity user={user} />} tabs={tabs} active={tab} actions={actions}>
      {tab === 'info' && <UserInfo user={user} onDeed={open} />}
      {tab === 'sessions' && <UserSessions user={user} />}
      {window}
    </CardFrame>
  );
}

const UserSessions = ({ user }: { user: User }) => <ListView list={useUserSessionsList(user)} />;
