import { useTranslation } from 'react-i18next';
import type { User } from '@/api/types';
import { FormWindow } from '@/components/form/FormWindow';
import { passwordFlaw } from './checks';
import { useUserDeeds } from './queries';

interface PasswordResetWindowProps {
  user: User;
  onClose: () => void;
}

/** A first password anew: the user must change it when signing in. */
export function PasswordResetWindow({ user, onClose }: PasswordResetWindowProps) {
  const { t } = useTranslation('users');
  const deeds = useUserDeeds();
  const common = { kind: 'password', isRequired: true, max: 50, autoComplete: 'new-password' } as const;
  return (
    <FormWindow
      form={{
        title: t('reset.title', { login: user.login }),
        before: <p className="muted">{t('reset.text')}</p>,
        initial: { password: '', confirmation: '' },
        fields: [
          {
            ...common,
            name: 'password',
            label: t('fields.password'),
            hint: t('form.passwordHint'),
            check: ({ password }) => {
              const flaw = passwordFlaw(password);
              return flaw && t(`form.flaw.${flaw}`);
            },
          },
          {
            ...common,
            name: 'confirmation',
            label: t('fields.confirmation'),
            check: ({ password, confirmation }) => (password === confirmation ? null : t('form.differ')),
          },
        ],
        submit: ({ password }) => deeds.resetPassword(user, password),
        success: t('reset.done', { login: user.login }),
      }}
      onClose={onClose}
    />
  );
}
