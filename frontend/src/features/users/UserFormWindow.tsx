import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '@/api/problem';
import type { User } from '@/api/types';
import type { Option } from '@/components/fields/SelectInput';
import { FormWindow } from '@/components/form/FormWindow';
import { showToast } from '@/components/toast/toasts';
import { useCan } from '@/lib/me';
import { useErrorText } from '@/lib/useErrorText';
import { readUser, rolesQuery, useUserDeeds } from './queries';
import { EMPTY, toCreate, toUpdate, valuesOf } from './userForm';
import { useUserFields } from './useUserFields';

interface UserFormWindowProps {
  /** Nothing: a new one is added. */
  user: User | null;
  /** Where a new user begins. */
  organization?: Option;
  onClose: () => void;
}

/** Adding and changing a user are one form. It opens once the roles to choose from are known. */
export function UserFormWindow(props: UserFormWindowProps) {
  const canReadRoles = useCan('roles:read');
  const { data: roles } = useQuery({ ...rolesQuery(), enabled: canReadRoles });
  // Who may not see the roles sees those that the user has.
  const own = props.user?.roles.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  if (canReadRoles && !roles) return null;
  return <TheWindow {...props} roles={roles ?? own} />;
}

function TheWindow({
  user,
  organization,
  onClose,
  roles,
}: UserFormWindowProps & { roles: readonly Option[] }) {
  const { t } = useTranslation('users');
  const fields = useUserFields({ isEdit: user !== null, roles });
  const deeds = useUserDeeds();
  const tell = useLoginTaken();
  if (!user)
    return (
      <FormWindow
        form={{
          title: t('form.addTitle'),
          fields,
          initial: { ...EMPTY, organization: organization ?? null },
          submit: (values, { headers }) => deeds.create(toCreate(values), headers).catch(tell),
          success: t('form.added'),
        }}
        onClose={onClose}
      />
    );
  return (
    <FormWindow
      form={{
        title: t('form.editTitle', { login: user.login }),
        fields,
        initial: valuesOf(user),
        record: {
          revision: user.revision,
          read: async () => {
            const fresh = await readUser(user.id);
            return { values: valuesOf(fresh), revision: fresh.revision };
          },
        },
        submit: (values, { headers }) => deeds.update(user, toUpdate(values, user), headers),
        success: t('form.changed'),
      }}
      onClose={onClose}
    />
  );
}

/** The documented refusal stands at the field and as a message at the upper right (USR-045). */
function useLoginTaken() {
  const errorText = useErrorText();
  return (error: unknown): never => {
    if (error instanceof ApiProblem && error.code === 'login_taken')
      showToast('error', errorText(error).text);
    throw error;
  };
}
