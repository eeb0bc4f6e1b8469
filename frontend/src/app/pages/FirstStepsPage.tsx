import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { renewAccess } from '@/api/client';
import type { Me } from '@/api/types';
import { Button } from '@/components/buttons/Button';
import { meKeys, useSignOut } from '@/features/auth/queries';
import { OwnPasswordForm } from '@/features/profile/OwnPasswordForm';
import { TotpSteps } from '@/features/profile/TotpSteps';
import { paths } from '../paths';
import { DoorFrame } from './DoorFrame';
import classes from './pages.module.css';

/** What must be done before anything else: a password of one's own, and the second factor where a role demands it. */
export function FirstStepsPage({ me }: { me: Me }) {
  const { t } = useTranslation('profile');
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const leave = () =>
    signOut.mutate(undefined, {
      onSettled: () => {
        queryClient.clear();
        void navigate(paths.signIn, { replace: true });
      },
    });
  const finish = async () => {
    // The access in hand still says that it is to be done.
    await renewAccess(Date.now());
    await queryClient.invalidateQueries({ queryKey: meKeys.all });
  };
  return (
    <DoorFrame>
      <div className={classes['firstSteps']}>
        <h1>{t(me.must_change_password ? 'first.password' : 'first.totp')}</h1>
        <p>{t(me.must_change_password ? 'first.passwordHint' : 'first.totpHint', { login: me.login })}</p>
        {me.must_change_password ? (
          <OwnPasswordForm onChanged={(changed) => queryClient.setQueryData(meKeys.all, changed)} />
        ) : (
          <TotpSteps onDone={() => void finish()} />
        )}
        <Button look="text" onClick={leave}>
          {t('first.leave')}
        </Button>
      </div>
    </DoorFrame>
  );
}
