import { useTranslation } from 'react-i18next';
import type { User } from '@/api/types';
import { IdentityStrip } from '@/components/card/CardFrame';
import { useFormat } from '@/lib/useFormat';
import { fullName, UserStatus } from './cells';

/** The strip that stays on all tabs: name, phone, status, what is left of the limit. */
export function UserIdentity({ user }: { user: User }) {
  const { t } = useTranslation(['users', 'common']);
  const { kwh } = useFormat();
  const { available_energy_wh: available } = user.limits;
  return (
    <IdentityStrip name={fullName(user) || user.login} place={user.phone ?? ''}>
      <UserStatus user={user} />
      {available !== null && (
        <span className="num">
          <span className="muted">{t('limits.left')} </span>
          {kwh(available)}
          <span className="unit">{t('common:units.kwh')}</span>
        </span>
      )}
    </IdentityStrip>
  );
}
