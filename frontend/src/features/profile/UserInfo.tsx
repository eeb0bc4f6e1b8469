import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { User } from '@/api/types';
import { IconButton } from '@/components/buttons/IconButton';
import { FieldLine, FieldList } from '@/components/card/Fields';
import { Mark } from '@/components/icons/Mark';
import { formatDateTime } from '@/lib/format';
import { Panel } from './Panel';
import classes from './profile.module.css';

interface UserInfoProps {
  user: User;
  /** Absent without the right to change users. */
  onEdit?: (() => void) | undefined;
  onRefresh: () => void;
  isRefreshing: boolean;
}

/** «Информация о пользователе», for administrators. */
export function UserInfo({ user, onEdit, onRefresh, isRefreshing }: UserInfoProps) {
  const { t } = useTranslation(['profile', 'common']);
  const isActive = user.status === 'active';
  const tools = (
    <>
      <span className={classes['status']}>
        <Mark name={isActive ? 'dot' : 'bar'} tone={isActive ? 'ok' : 'off'} />
        {t(isActive ? 'info.active' : 'info.blocked')}
      </span>
      {onEdit && <IconButton icon="pencil" label={t('info.edit')} onClick={onEdit} />}
      <IconButton
        icon="refresh"
        label={t('common:list.refresh')}
        spinning={isRefreshing}
        onClick={onRefresh}
      />
    </>
  );
  const { organization } = user;
  return (
    <Panel title={t('info.title')} extra={tools}>
      <FieldList>
        <FieldLine label={t('info.login')}>{user.login}</FieldLine>
        <FieldLine label={t('info.firstName')}>{user.first_name}</FieldLine>
        <FieldLine label={t('info.lastName')}>{user.last_name}</FieldLine>
        <FieldLine label={t('info.patronymic')}>{user.patronymic}</FieldLine>
        <FieldLine label={t('info.phone')}>{user.phone}</FieldLine>
        <FieldLine label={t('info.email')}>{user.email}</FieldLine>
        <FieldLine label={t('info.roles')}>{user.roles.map(({ name }) => name).join(', ')}</FieldLine>
        <FieldLine label={t('info.created')}>
          <span className="num">{formatDateTime(user.created_at)}</span>
        </FieldLine>
        <FieldLine label={t('info.changed')}>
          <span className="num">{formatDateTime(user.changed_at)}</span>
        </FieldLine>
        <FieldLine label={t('info.counterparty')}>
          {organization && <Link to={`/organizations?q=${organization.number}`}>{organization.number}</Link>}
        </FieldLine>
        <FieldLine label={t('info.method')}>{user.has_totp ? 'Basic + TOTP' : 'Basic'}</FieldLine>
      </FieldList>
    </Panel>
  );
}
