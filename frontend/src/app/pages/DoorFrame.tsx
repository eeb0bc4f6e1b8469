import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/buttons/Button';
import { Logo } from '@/components/icons/Logo';
import { useLanguage } from '@/lib/useFormat';
import { setLanguage } from '../i18n/i18n';
import { ThemeButton } from '../shell/ThemeButton';
import classes from './pages.module.css';

/** What stands before the personal area: one small form, language and theme. */
export function DoorFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className={classes['signIn']}>
      <Backdrop />
      <main className={classes['box']}>
        <p className={classes['brand']}>
          <Logo size={28} />
          {t('product')}
        </p>
        {children}
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
