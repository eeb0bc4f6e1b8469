import { useTranslation } from 'react-i18next';
import type { Me } from '@/api/types';
import type { FormDeclaration } from '@/components/form/types';
import { changePassword } from './queries';

interface Passwords {
  current: string;
  next: string;
  again: string;
}

const LONGEST = 128;

/** The old password, a new one twice; the rules are the server's (USR-037). */
export function usePasswordForm(): FormDeclaration<Passwords, Me> {
  const { t } = useTranslation('profile');
  return {
    title: t('password.title'),
    confirm: t('password.submit'),
    fields: [
      {
        kind: 'password',
        name: 'current',
        label: t('password.current'),
        isRequired: true,
        autoComplete: 'current-password',
        codes: ['password_wrong', 'invalid_credentials'],
      },
      {
        kind: 'password',
        name: 'next',
        label: t('password.next'),
        isRequired: true,
        max: LONGEST,
        autoComplete: 'new-password',
        hint: t('password.rules'),
        wire: 'new',
        codes: ['password_unchanged'],
      },
      {
        kind: 'password',
        name: 'again',
        label: t('password.again'),
        isRequired: true,
        autoComplete: 'new-password',
        check: ({ next, again }) => (next === again ? null : t('password.differs')),
      },
    ],
    initial: { current: '', next: '', again: '' },
    submit: ({ current, next }) => changePassword({ current, new: next }),
    success: t('password.changed'),
  };
}
