import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Option } from '@/components/fields/SelectInput';
import { masks } from '@/components/form/masks';
import type { FormField } from '@/components/form/types';
import { useMe } from '@/lib/me';
import { isEmail, isLogin, isPhone, passwordFlaw } from './checks';
import { organizationSource } from './queries';
import { RolesPicker } from './RolesPicker';
import type { UserValues } from './userForm';

interface UserFieldsOptions {
  isEdit: boolean;
  roles: readonly Option[];
}

/** The fields of USR-033..042, in two columns. */
export function useUserFields({ isEdit, roles }: UserFieldsOptions): FormField<UserValues>[] {
  const { t } = useTranslation('users');
  const prefix = useMe()?.phone_prefix ?? '';
  return useMemo(
    () => [
      {
        kind: 'text',
        name: 'login',
        label: t('fields.login'),
        isRequired: true,
        isDisabled: isEdit,
        half: true,
        max: 150,
        hint: t('form.loginHint'),
        codes: ['login_taken'],
        check: ({ login }) => (isEdit || isLogin(login) ? null : t('form.loginHint')),
      },
      {
        kind: 'text',
        name: 'lastName',
        wire: 'last_name',
        label: t('fields.lastName'),
        half: true,
        max: 150,
      },
      {
        kind: 'text',
        name: 'phone',
        label: t('fields.phone'),
        isRequired: true,
        half: true,
        max: 20,
        mask: masks.phone,
        hint: t('form.phoneHint', { prefix }),
        check: ({ phone }) => (isPhone(phone, prefix) ? null : t('form.phoneHint', { prefix })),
      },
      {
        kind: 'text',
        name: 'firstName',
        wire: 'first_name',
        label: t('fields.firstName'),
        half: true,
        max: 150,
      },
      {
        kind: 'custom',
        name: 'roles',
        wire: 'role_ids',
        label: t('fields.roles'),
        isRequired: true,
        half: true,
        codes: ['roles_unknown', 'rights_exceed_own', 'last_administrator'],
        render: (control) => <RolesPicker {...control} label={t('fields.roles')} roles={roles} />,
      },
      { kind: 'text', name: 'patronymic', label: t('fields.patronymic'), half: true, max: 150 },
      {
        kind: 'reference',
        name: 'organization',
        wire: 'organization_id',
        label: t('fields.organization'),
        half: true,
        source: organizationSource,
        codes: ['organization_unknown', 'organization_required'],
      },
      {
        kind: 'text',
        name: 'email',
        label: t('fields.email'),
        half: true,
        max: 50,
        hint: t('form.emailHint'),
        check: ({ email }) => (isEmail(email) ? null : t('form.emailHint')),
      },
      {
        kind: 'password',
        name: 'password',
        label: t('fields.password'),
        isRequired: !isEdit,
        half: true,
        max: 50,
        autoComplete: 'new-password',
        hint: t(isEdit ? 'form.passwordStays' : 'form.passwordHint'),
        check: ({ password }) => {
          const flaw = passwordFlaw(password);
          return flaw && t(`form.flaw.${flaw}`);
        },
      },
      {
        kind: 'password',
        name: 'confirmation',
        wire: 'password_confirmation',
        label: t('fields.confirmation'),
        isRequired: ({ password }) => !isEdit || password !== '',
        half: true,
        max: 50,
        autoComplete: 'new-password',
        check: ({ password, confirmation }) => (password === confirmation ? null : t('form.differ')),
      },
    ],
    [t, isEdit, roles, prefix],
  );
}
