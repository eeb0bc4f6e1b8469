import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { Button } from '@/components/buttons/Button';
import { Logo } from '@/components/icons/Logo';
import { SignInForm } from '@/features/auth/SignInForm';
import { useLanguage } from '@/lib/useFormat';
import { setLanguage } from '../i18n/i18n';
import { safeReturn } from '../paths';
import { ThemeButton } from '../shell/ThemeButton';
import classes from './pages.module.css';

export function SignInPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const enter = () => {
    // Only what belongs to the new user may be in the cache; his own record has just arrived.
    queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
    void navigate(safeReturn(search.get('next')), { replace: true });
  };
  return (
    <div className={classes['signIn']}>
      <Backdrop />
      <main className={classes['box']}>
        <p className={classes['brand']}>
          <Logo size={28} />
          {t('product')}
        </p>
        <SignInForm onSignedIn={enter} />
      </main>
      <footer className={classes['choices']}>
        <LanguageButton language="ru" name="Русский" />
        <LanguageButton language="en" name="English" />
        <ThemeButton />
      </footer>
    </div>
  );
}

function LanguageButton({ language, name }: { language: 'ru' | 'en'; name: string }) {
  const isChosen = useLanguage() === language;
  return (
    <Button
      look="text"
      small
      lang={language}
      aria-pressed={isChosen}
      className={isChosen ? undefined : classes['quiet']}
      onClick={() => void setLanguage(language)}
    >
      {name}
    </Button>
  );
}

const Backdrop = () => (
  <svg
    className={classes['backdrop']}
    viewBox="0 0 1440 900"
    preserveAspectRatio="xMidYMid slice"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.25"
    aria-hidden="true"
  >
    <path d="M1560 130H392a160 160 0 0 0 0 320h656a160 160 0 0 1 0 320H-120" />
    <path d="M1560 154H392a136 136 0 0 0 0 272h656a184 184 0 0 1 0 368H-120" />
    <path d="M1560 106H392a184 184 0 0 0 0 368h656a136 136 0 0 1 0 272H-120" />
  </svg>
);
