import { useTranslation } from 'react-i18next';
import type { User } from '@/api/types';
import { Icon } from '@/components/icons/Icon';
import { Mark } from '@/components/icons/Mark';
import { tip } from '@/components/tooltip/tip';
import { useFormat } from '@/lib/useFormat';
import classes from './users.module.css';

interface UserProps {
  user: User;
}

/** A user is active, or blocked because somebody wanted it: grey, not red. */
export function UserStatus({ user: { status } }: UserProps) {
  const { t } = useTranslation('users');
  return (
    <span className={classes['status']}>
      {status === 'active' ? <Mark name="dot" tone="ok" /> : <Mark name="bar" tone="off" />}
      <span className={status === 'active' ? undefined : classes['secondary']}>{t(`status.${status}`)}</span>
    </span>
  );
}

export const roleNames = ({ roles }: User): string => roles.map(({ name }) => name).join(', ');

export const fullName = ({ last_name: last, first_name: first, patronymic }: User): string =>
  [last, first, patronymic].filter(Boolean).join(' ');

/** «Ограничения»: the energy limit and the stations; nothing for a user without (USR-022..024). */
export function Restrictions({ user }: UserProps) {
  const { t } = useTranslation(['users', 'common']);
  const { kwh } = useFormat();
  const { limits, allowed_stations: stations } = user;
  const { energy_limit_wh: limit } = limits;
  const [only] = stations;
  const hint = t('restrictions.stations', { stations: stations.map(({ number }) => number).join(', ') });
  return (
    <span className={classes['restrictions']}>
      {limit !== null && (
        <span className="num">
          <Icon name="bolt" size={14} />
          <span>
            {kwh(limit)}
            <span className="unit">{t('common:units.kwh')}</span>
          </span>
        </span>
      )}
      {stations.length === 1 && (
        <span>
          <Icon name="station" size={14} />
          {only?.number}
        </span>
      )}
      {stations.length > 1 && (
        // The hint must be reachable without a mouse too.
        <button type="button" className={classes['count']} aria-label={hint} {...tip(hint)}>
          <Icon name="station" size={14} />
          <span>{t('restrictions.count', { count: stations.length })}</span>
        </button>
      )}
    </span>
  );
}

export const UserPhoneCard = ({ user }: UserProps) => (
  <>
    <span className={classes['phone']}>
      <b className="ellipsis">{user.login}</b>
      <UserStatus user={user} />
    </span>
    {(fullName(user) || user.phone) && (
      <span className={classes['phone']}>
        <span className="ellipsis">{fullName(user)}</span>
        <span className="num">{user.phone}</span>
      </span>
    )}
    <span className={`${classes['phone']} muted`}>
      <span className="ellipsis">{roleNames(user)}</span>
      <PlainRestrictions user={user} />
    </span>
  </>
);

/** Inside a link nothing else can be pressed: the same words without the button. */
function PlainRestrictions({ user: { limits, allowed_stations: stations } }: UserProps) {
  const { t } = useTranslation(['users', 'common']);
  const { kwh } = useFormat();
  const { energy_limit_wh: limit } = limits;
  const [only] = stations;
  const words = [
    limit !== null && `${kwh(limit)} ${t('common:units.kwh')}`,
    stations.length === 1
      ? only?.number
      : stations.length > 1 && t('restrictions.count', { count: stations.length }),
  ];
  return <span className="num">{words.filter(Boolean).join(' · ')}</span>;
}
