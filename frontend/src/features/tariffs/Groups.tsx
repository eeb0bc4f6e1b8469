import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '@/components/buttons/IconButton';
import { ConfirmDialog } from '@/components/dialog/ConfirmDialog';
import { FormWindow } from '@/components/form/FormWindow';
import { ListView } from '@/components/list/ListView';
import type { ListDeclaration, RowAction } from '@/components/list/types';
import { StateMessage } from '@/components/messages/StateMessage';
import { formatDateTime } from '@/lib/format';
import { useCan } from '@/lib/me';
import type { Option } from '@/components/fields/SelectInput';
import { groupsQuery, memberSource, useGroupDeeds, type Group, type GroupKind } from './queries';
import classes from './tariffs.module.css';

type Window = { deed: 'add' } | { deed: 'edit' | 'remove'; group: Group };

interface GroupValues {
  name: string;
  members: readonly Option[];
}

const valuesOf = (group: Group): GroupValues => ({
  name: group.name,
  members: group.members.map(({ id, label }) => ({ value: id, label })),
});

/** Groups of users or of stations to which tariffs apply (TAR-054..076). */
export function Groups({ kind }: { kind: GroupKind }) {
  const { t } = useTranslation('tariffs');
  const [window, setWindow] = useState<Window | null>(null);
  const list = useGroupsList(kind, setWindow);
  const { remove } = useGroupDeeds(kind);
  const close = () => setWindow(null);
  return (
    <>
      <ListView list={list} />
      {window?.deed === 'remove' && (
        <ConfirmDialog
          title={t('groups.removeTitle')}
          confirm={t('remove.confirm')}
          isDangerous
          success={t('groups.removed')}
          run={() => remove(window.group)}
          onClose={close}
        >
          <p>{t('groups.removeText', { name: window.group.name })}</p>
        </ConfirmDialog>
      )}
      {(window?.deed === 'add' || window?.deed === 'edit') && (
        <GroupWindow kind={kind} group={window.deed === 'edit' ? window.group : null} onClose={close} />
      )}
    </>
  );
}

function useGroupsList(kind: GroupKind, onWindow: (window: Window) => void): ListDeclaration<Group> {
  const { t } = useTranslation('tariffs');
  const canWrite = useCan('tariffs:write');
  return useMemo(() => {
    const actions: RowAction<Group>[] = [
      {
        id: 'edit',
        label: t('deeds.edit'),
        icon: 'pencil',
        run: (group) => onWindow({ deed: 'edit', group }),
      },
      {
        id: 'remove',
        label: t('deeds.remove'),
        icon: 'trash',
        run: (group) => onWindow({ deed: 'remove', group }),
      },
    ];
    const members = ({ members: all }: Group) => all.map(({ label }) => label).join(', ');
    return {
      id: `tariff-groups-${kind}`,
      label: t(`groups.${kind}`),
      defaultSort: 'name',
      filters: [{ kind: 'text', name: 'q', label: t('fields.name'), least: 3 }],
      rowId: ({ id }) => id,
      rowName: ({ name }) => name,
      query: groupsQuery(kind),
      ...(canWrite ? { actions } : {}),
      tools: canWrite && (
        <IconButton icon="plus" label={t(`groups.add_${kind}`)} onClick={() => onWindow({ deed: 'add' })} />
      ),
      emptyState: <StateMessage icon="users" title={t('groups.empty')} hint={t('groups.emptyHint')} />,
      phoneCard: (group) => (
        <>
          <b>{group.name}</b>
          <span className={`${classes['members']} muted`}>{members(group)}</span>
        </>
      ),
      columns: [
        { id: 'name', title: t('groups.name'), width: 320, sort: 'name', cell: ({ name }) => <b>{name}</b> },
        { id: 'members', title: t(`groups.members_${kind}`), cell: members },
        {
          id: 'changed',
          title: t('groups.changedAt'),
          width: 220,
          sort: 'modified_at',
          cell: ({ modified_at: at }) => <span className="num">{formatDateTime(at)}</span>,
        },
      ],
    };
  }, [t, kind, canWrite, onWindow]);
}

interface GroupWindowProps {
  kind: GroupKind;
  group: Group | null;
  onClose: () => void;
}

function GroupWindow({ kind, group, onClose }: GroupWindowProps) {
  const { t } = useTranslation('tariffs');
  const { create, update, read } = useGroupDeeds(kind);
  const toBody = ({ name, members }: GroupValues) => ({
    name: name.trim(),
    member_ids: members.map(({ value }) => value),
  });
  return (
    <FormWindow<GroupValues, Group>
      form={{
        title: t(group ? `groups.edit_${kind}` : `groups.add_${kind}`),
        fields: [
          {
            kind: 'text',
            name: 'name',
            label: t('groups.name'),
            isRequired: true,
            max: 250,
            codes: ['group_name_taken'],
          },
          {
            kind: 'references',
            name: 'members',
            wire: 'member_ids',
            label: t(`groups.members_${kind}`),
            source: memberSource(kind),
          },
        ],
        initial: group ? valuesOf(group) : { name: '', members: [] },
        ...(group
          ? {
              record: {
                revision: group.revision,
                read: async () => {
                  const now = await read(group.id);
                  return { values: valuesOf(now), revision: now.revision };
                },
              },
            }
          : {}),
        submit: (values, { headers }) =>
          group ? update(group.id, toBody(values), headers) : create(toBody(values), headers),
        success: t(group ? 'groups.changed' : 'groups.added'),
      }}
      onClose={onClose}
    />
  );
}
