import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { User } from '@/api/types';
import { Button } from '@/components/buttons/Button';
import { Block, CardColumns, FieldLine, FieldList } from '@/components/card/Fields';
import { formatDateTime } from '@/lib/format';
import { useCan } from '@/lib/me';
import { AllowedStations } from './AllowedStations';
import { roleNames } from './cells';
import { CredentialsBlock } from './CredentialsBlock';
import { LimitsBlock } from './LimitsBlock';
import type { Deed } from './useUserWindows';
import classes from './card.module.css';

interface UserInfoProps {
  user: User;
  onDeed: (deed: Deed, user: User) => void;
}

/** Tab «Инфо» of the card (USR-079..115). */
export function UserInfo({ user, onDeed }: UserInfoProps) {
  const { t } = useTranslation('users');
  const canWrite = useCan('users:write');
  const canSeeCards = useCan('credentials:read');
  return (
    <CardColumns>
      <section>
        <Information user={user} />
        <SignInBlock user={user} />
        {canWrite && <Deeds user={user} onDeed={onDeed} />}
      </section>
      <section>
        <LimitsBlock user={user} canWrite={canWrite} />
        <AllowedStations user={user} canWrite={canWrite} />
        <Block title={t('accounts.title')}>
          <div className={classes['accounts']}>
            <p>{t('accounts.none')}</p>
            <Button disabled title={t('accounts.hint')}>
              {t('accounts.add')}
            </Button>
          </div>
        </Block>
      </section>
      {canSeeCards && (
        <section>
          <CredentialsBlock user={user} onCards={() => onDeed('cards', user)} />
        </section>
      )}
    </CardColumns>
  );
}

function Information({ user }: { user: User }) {
  const { t } = useTranslation('users');
  const canSeeOrganizations = useCan('organizations:read');
  const { organization } = user;
  return (
    <Block title={t('card.information')}>
      <FieldList>
        <FieldLine label={t('fields.login')}>{user.login}</FieldLine>
        <FieldLine label={t('fields.firstName')}>{user.first_name}</FieldLine>
        <FieldLine label={t('fields.lastName')}>{user.last_name}</FieldLine>
        <FieldLine label={t('fields.patronymic')}>{user.patronymic}</FieldLine>
        <FieldLine label={t('fields.phone')}>{user.phone}</FieldLine>
        <FieldLine label={t('fields.email')}>{user.email}</FieldLine>
        <FieldLine label={t('fields.roles')}>{roleNames(user)}</FieldLine>
        <FieldLine label={t('fields.createdAt')}>
          <span className="num">{formatDateTime(user.created_at)}</span>
        </FieldLine>
        <FieldLine label={t('fields.changedAt')}>
          <span className="num">{formatDateTime(user.changed_at)}</span>
        </FieldLine>
        <FieldLine label={t('fields.counterparty')}>
          {organization &&
            (canSeeOrganizations ? (
              <Link to={`/organizations/${organization.id}`} className="num" title={organization.name}>
                {organization.number}
              </Link>
            ) : (
              <span className="num">{organization.number}</span>
            ))}
        </FieldLine>
      </FieldList>
    </Block>
  );
}

/** How and when the person comes in. */
function SignInBlock({ user }: { user: User }) {
  const { t } = useTranslation('users');
  const { last_sign_in_at: at, has_totp: hasTotp, must_change_password: mustChange } = user;
  return (
    <Block title={t('signIn.title')}>
      <FieldList>
        <FieldLine label={t('signIn.last')}>
          {at ? <span className="num">{formatDateTime(at)}</span> : t('signIn.never')}
        </FieldLine>
        <FieldLine label={t('signIn.second')}>{t(hasTotp ? 'signIn.on' : 'signIn.off')}</FieldLine>
        {mustChange && <FieldLine label={t('signIn.password')}>{t('signIn.mustChange')}</FieldLine>}
      </FieldList>
    </Block>
  );
}

/** One's own card has no button to lock oneself out (USR-092). */
function Deeds({ user, onDeed }: UserInfoProps) {
  const { t } = useTranslation('users');
  return (
    <div className={classes['deeds']}>
      {!user.is_self && user.status === 'active' && (
        <Button look="dangerOutline" icon="lock" onClick={() => onDeed('block', user)}>
          {t('deeds.block')}
        </Button>
      )}
      {user.status === 'blocked' && (
        <Button className={classes['unblock']} icon="unlock" onClick={() => onDeed('unblock', user)}>
          {t('deeds.unblock')}
        </Button>
      )}
      <Button icon="key" onClick={() => onDeed('reset', user)}>
        {t('deeds.reset')}
      </Button>
      <Button icon="logout" onClick={() => onDeed('signOut', user)}>
        {t('deeds.signOut')}
      </Button>
    </div>
  );
}
