import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '@/components/buttons/IconButton';
import { ConfirmDialog } from '@/components/dialog/ConfirmDialog';
import { ListView } from '@/components/list/ListView';
import type { ListDeclaration, RowAction } from '@/components/list/types';
import { StateMessage } from '@/components/messages/StateMessage';
import { formatDateTime } from '@/lib/format';
import { useCan } from '@/lib/me';
import { GroupWindow } from './GroupWindow';
import { groupsQuery, useGroupDeeds, type Group, type GroupKind } from './queries';
import classes from './tariffs.module.css';

type Window = { deed: 'add' } | { deed: 'edit' | 'remove'; group: Group };

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
      exportPath: `/api/v1/${kind}-groups/export`,
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
        {
          id: 'name',
          field: 'name',
          title: t('groups.name'),
          width: 300,
          sort: 'name',
          cell: ({ name }) => <b>{name}</b>,
        },
        { id: 'members', field: 'members', title: t(`groups.members_${kind}`), cell: members },
        {
          id: 'changed',
          field: 'modified_at',
          title: t('groups.changedAt'),
          width: 264,
          sort: 'modified_at',
          cell: ({ modified_at: at }) => <span className="num">{formatDateTime(at)}</span>,
        },
      ],
    };
  }, [t, kind, canWrite, onWindow]);
}
