import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '@/components/buttons/IconButton';
import type { Option } from '@/components/fields/SelectInput';
import { TypeAhead } from '@/components/fields/TypeAhead';
import { FormWindow } from '@/components/form/FormWindow';
import type { CustomControl, FormField } from '@/components/form/types';
import { MemberPicker } from './MemberPicker';
import { memberSource, useGroupDeeds, type Group, type GroupKind } from './queries';
import classes from './tariffs.module.css';

interface GroupValues {
  name: string;
  members: readonly Option[];
}

type Members = CustomControl<readonly Option[]>;

const valuesOf = (group: Group): GroupValues => ({
  name: group.name,
  members: group.members.map(({ id, label }) => ({ value: id, label })),
});

const toBody = ({ name, members }: GroupValues) => ({
  name: name.trim(),
  member_ids: members.map(({ value }) => value),
});

interface GroupWindowProps {
  kind: GroupKind;
  /** Nothing for a new one. */
  group: Group | null;
  onClose: () => void;
}

/** A group with its members: typed, or chosen in a window that takes this one's place (TAR-061..063, TAR-073..074). */
export function GroupWindow({ kind, group, onClose }: GroupWindowProps) {
  const { t } = useTranslation('tariffs');
  const { create, update, read } = useGroupDeeds(kind);
  const [picking, setPicking] = useState<Members | null>(null);
  const fields = useGroupFields(kind, setPicking);
  const record = group && {
    revision: group.revision,
    read: async () => {
      const now = await read(group.id);
      return { values: valuesOf(now), revision: now.revision };
    },
  };
  return (
    <>
      <FormWindow<GroupValues, Group>
        isHidden={picking !== null}
        form={{
          title: t(group ? `groups.edit_${kind}` : `groups.add_${kind}`),
          fields,
          initial: group ? valuesOf(group) : { name: '', members: [] },
          ...(record ? { record } : {}),
          submit: (values, { headers }) =>
            group ? update(group.id, toBody(values), headers) : create(toBody(values), headers),
          success: t(group ? 'groups.changed' : 'groups.added'),
        }}
        onClose={onClose}
      />
      {picking && (
        <MemberPicker
          kind={kind}
          chosen={picking.value}
          onChoose={picking.change}
          onClose={() => setPicking(null)}
        />
      )}
    </>
  );
}

function useGroupFields(kind: GroupKind, onPick: (control: Members) => void): FormField<GroupValues>[] {
  const { t } = useTranslation('tariffs');
  return [
    {
      kind: 'text',
      name: 'name',
      label: t('groups.name'),
      isRequired: true,
      max: 250,
      codes: ['group_name_taken'],
    },
    {
      kind: 'custom',
      name: 'members',
      wire: 'member_ids',
      label: t(`groups.members_${kind}`),
      render: (control) => (
        <div className={classes['membersField']}>
          <TypeAhead
            id={control.id}
            source={memberSource(kind)}
            multiple
            value={control.value}
            isInvalid={control.isInvalid}
            disabled={control.isDisabled}
            onChange={control.change}
          />
          <IconButton icon="pencil" label={t(`picker.title_${kind}`)} onClick={() => onPick(control)} />
        </div>
      ),
    },
  ];
}
