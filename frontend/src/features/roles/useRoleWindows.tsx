import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '@/api/types';
import { ConfirmDialog } from '@/components/dialog/ConfirmDialog';
import type { RowAction } from '@/components/list/types';
import { useCan } from '@/lib/me';
import { useRoleDeeds } from './queries';
import { RoleFormWindow } from './RoleFormWindow';

interface RoleWindows {
  actions: readonly RowAction<Role>[];
  onCreate: (() => void) | undefined;
  window: ReactNode;
}

/** What can be done with a role, and the window that asks for it. */
export function useRoleWindows(): RoleWindows {
  const { t } = useTranslation('roles');
  const canWrite = useCan('roles:write');
  const deeds = useRoleDeeds();
  const [edited, setEdited] = useState<Role | 'new' | null>(null);
  const [deleted, setDeleted] = useState<Role | null>(null);
  const actions = useMemo<RowAction<Role>[]>(
    () =>
      canWrite
        ? [
            { id: 'edit', label: t('deeds.edit'), icon: 'pencil', run: setEdited },
            { id: 'delete', label: t('deeds.delete'), icon: 'trash', run: setDeleted, isDangerous: true },
          ]
        : [],
    [t, canWrite],
  );
  return {
    actions,
    onCreate: canWrite ? () => setEdited('new') : undefined,
    window: (
      <>
        {edited && <RoleFormWindow role={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
        {deleted && (
          <ConfirmDialog
            title={t('delete.title')}
            confirm={t('delete.confirm')}
            isDangerous
            success={t('delete.done', { name: deleted.name })}
            run={() => deeds.remove(deleted)}
            onClose={() => setDeleted(null)}
          >
            <p>{t('delete.text', { name: deleted.name })}</p>
          </ConfirmDialog>
        )}
      </>
    ),
  };
}
