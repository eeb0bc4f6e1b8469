import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { Icon } from '@/components/icons/Icon';
import { IconButton } from '@/components/buttons/IconButton';
import { useChangeSettings, useSignOut } from '@/features/auth/queries';
import { useMe } from '@/lib/me';
import type { Freshness } from '@/lib/useFreshness';
import { usePhone } from '@/lib/useMedia';
import { paths } from '../paths';
import { FreshnessText } from './FreshnessText';
import { PaletteDoor } from './PaletteDoor';
import { ThemeButton } from './ThemeButton';
import classes from './shell.module.css';

interface TopBarProps {
  freshness: Freshness;
  isListShown: boolean;
  onToggle: () => void;
  titleRef: (element: HTMLElement | null) => void;
}

export function TopBar({ freshness, isListShown, onToggle, titleRef }: TopBarProps) {
  const { t } = useTranslation('shell');
  const isPhone = usePhone();
  const changeSettings = useChangeSettings();
  return (
    <header className={classes['top']}>
      <IconButton
        icon="menu"
        label={t(isListShown ? 'hidePages' : 'showPages')}
        aria-expanded={isListShown}
        large={isPhone}
        onClick={onToggle}
      />
      <div ref={titleRef} className={classes['title']} />
      {!isPhone && <FreshnessText freshness={freshness} />}
      <PaletteDoor />
      <ThemeButton onChange={(theme) => changeSettings.mutate({ theme })} />
      <UserName isPhone={isPhone} />
      <SignOutButton />
    </header>
  );
}

function UserName({ isPhone }: { isPhone: boolean }) {
  const { t } = useTranslation('shell');
  const login = useMe()?.login ?? '';
  return (
    <Link to={paths.profile} className={classes['user']} aria-label={t('user', { login })}>
      {isPhone ? <Icon name="user" size={20} /> : login}
    </Link>
  );
}

function SignOutButton() {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  const signOut = useSignOut();
  const queryClient = useQueryClient();
  const leave = () =>
    signOut.mutate(undefined, {
      onSettled: () => {
        // What was read may be shown to nobody after this (UI-024).
        queryClient.clear();
        void navigate(paths.signIn, { replace: true });
      },
    });
  return <IconButton icon="logout" label={t('signOut')} disabled={signOut.isPending} onClick={leave} />;
}
