import { useTranslation } from 'react-i18next';
import type { Role } from '@/api/types';
import { FormWindow } from '@/components/form/FormWindow';
import type { FormField } from '@/components/form/types';
import { Note } from '@/components/messages/Note';
import { readRole, useRoleDeeds } from './queries';
import { RightsPicker } from './RightsPicker';

const WIDTH = 1000;
/** Holds every right under its own name: the server refuses to change either. */
const FIXED = 'administrator';

interface RoleValues {
  name: string;
  requiresTotp: boolean;
  rights: readonly string[];
}

const EMPTY: RoleValues = { name: '', requiresTotp: false, rights: [] };

const valuesOf = (role: Role): RoleValues => ({
  name: role.name,
  requiresTotp: role.requires_totp,
  rights: role.rights.toSorted(),
});

const isSame = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);

/** Only what has changed is sent. */
function toUpdate(values: RoleValues, role: Role) {
  const before = valuesOf(role);
  return {
    ...(values.name.trim() === before.name ? {} : { name: values.name.trim() }),
    ...(values.requiresTotp === before.requiresTotp ? {} : { requires_totp: values.requiresTotp }),
    ...(isSame(values.rights, before.rights) ? {} : { rights: [...values.rights] }),
  };
}

interface RoleFormWindowProps {
  /** Nothing: a new one is added. */
  role: Role | null;
  onClose: () => void;
}

/** «Добавление роли», «Изменение роли» (ROL-014..018). */
export function RoleFormWindow({ role, onClose }: RoleFormWindowProps) {
  const { t } = useTranslation('roles');
  const deeds = useRoleDeeds();
  const isFixed = role?.name === FIXED;
  const fields: FormField<RoleValues>[] = [
    {
      kind: 'text',
      name: 'name',
      label: t('fields.name'),
      isRequired: true,
      isDisabled: isFixed,
      half: true,
      max: 150,
      codes: ['role_name_taken', 'administrator_role_fixed'],
    },
    {
      kind: 'check',
      look: 'switch',
      name: 'requiresTotp',
      wire: 'requires_totp',
      label: t('fields.requiresTotp'),
      hint: t('editor.requiresTotp'),
      half: true,
    },
    {
      kind: 'custom',
      name: 'rights',
      label: t('fields.rights'),
      isDisabled: isFixed,
      codes: ['rights_exceed_own', 'rights_unknown'],
      render: ({ value, change, isDisabled }) => (
        <RightsPicker
          value={value}
          before={role?.rights ?? []}
          users={role?.users_count ?? 0}
          isDisabled={isDisabled}
          change={change}
        />
      ),
    },
  ];
  if (!role)
    return (
      <FormWindow
        form={{
          title: t('editor.addTitle'),
          width: WIDTH,
          fields,
          initial: EMPTY,
          submit: ({ name, rights, requiresTotp }, { headers }) =>
            deeds.create({ name: name.trim(), rights: [...rights], requires_totp: requiresTotp }, headers),
          success: t('editor.created'),
        }}
        onClose={onClose}
      />
    );
  return (
    <FormWindow
      form={{
        title: t('editor.editTitle'),
        width: WIDTH,
        fields,
        initial: valuesOf(role),
        before: isFixed && <Note tone="off">{t('editor.fixed')}</Note>,
        record: {
          revision: role.revision,
          read: async () => {
            const fresh = await readRole(role.id);
            return { values: valuesOf(fresh), revision: fresh.revision };
          },
        },
        submit: (values, { headers }) => deeds.update(role, toUpdate(values, role), headers),
        success: t('editor.saved'),
      }}
      onClose={onClose}
    />
  );
}
