import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Me } from '@/api/types';
import { post } from '@/api/tabs';
import { PageTitle } from '@/components/card/PageTitle';
import { meKeys, useChangeSettings } from '@/features/auth/queries';
import { KeysPanel } from '@/features/profile/KeysPanel';
import { OwnSessions } from '@/features/profile/OwnSessions';
import { Security } from '@/features/profile/Security';
import { SettingsPanel } from '@/features/profile/SettingsPanel';
import { UserInfo } from '@/features/profile/UserInfo';
import { userQuery } from '@/features/users/queries';
import { UserFormWindow } from '@/features/users/UserFormWindow';
import { useCan, useMe } from '@/lib/me';
import { paths } from '../paths';
import classes from '@/features/profile/profile.module.css';

const ADMINISTRATOR = 'administrator';

/** «Профиль»: the user's own data (for administrators), settings, password, second factor and sign-ins. */
export function ProfilePage() {
  const { t } = useTranslation('profile');
  const me = useMe();
  const canReadUsers = useCan('users:read');
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const changeSettings = useChangeSettings();
  if (!me) return null;

  const onChanged = (changed?: Me) => {
    if (changed) queryClient.setQueryData(meKeys.all, changed);
    else void queryClient.invalidateQueries({ queryKey: meKeys.all });
  };
  const onLeft = () => {
    post('signed-out');
    queryClient.clear();
    void navigate(paths.signIn, { replace: true });
  };
  return (
    <div className={classes['page']}>
      <PageTitle title={t('title')} />
      <div className={classes['columns']}>
        <div>
          {me.roles.includes(ADMINISTRATOR) && canReadUsers && <OwnInfo id={me.id} />}
          <OwnSessions onLeft={onLeft} />
        </div>
        <div>
          <SettingsPanel settings={me.settings} change={changeSettings.mutate} />
          <Security me={me} onChanged={onChanged} />
          <KeysPanel />
        </div>
      </div>
    </div>
  );
}

function OwnInfo({ id }: { id: string }) {
  const queryClient = useQueryClient();
  const canWrite = useCan('users:write');
  const [isEditing, setEditing] = useState(false);
  const { data: user, refetch, isRefetching } = useQuery(userQuery(id));
  if (!user) return null;
  const close = () => {
    setEditing(false);
    void queryClient.invalidateQueries({ queryKey: meKeys.all });
  };
  return (
    <>
      <UserInfo
        user={user}
        onEdit={canWrite ? () => setEditing(true) : undefined}
        onRefresh={() => void refetch()}
        isRefreshing={isRefetching}
      />
      {isEditing && <UserFormWindow user={user} onClose={close} />}
    </>
  );
}
