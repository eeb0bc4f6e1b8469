import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Organization } from '@/api/types';
import { ConfirmDialog } from '@/components/dialog/ConfirmDialog';
import type { RowAction } from '@/components/list/types';
import { useCan } from '@/lib/me';
import { OrganizationFormWindow } from './OrganizationFormWindow';
import { useOrganizationDeeds } from './queries';

interface OrganizationWindows {
  actions: readonly RowAction<Organization>[];
  onCreate: (() => void) | undefined;
  edit: (organization: Organization) => void;
  remove: (organization: Organization) => void;
  window: ReactNode;
}

/** What can be done with an organisation, and the window that asks for it. */
export function useOrganizationWindows(onDeleted?: () => void): OrganizationWindows {
  const { t } = useTranslation('organizations');
  const canWrite = useCan('organizations:write');
  const deeds = useOrganizationDeeds();
  const [edited, setEdited] = useState<Organization | 'new' | null>(null);
  const [deleted, setDeleted] = useState<Organization | null>(null);
  const actions = useMemo<RowAction<Organization>[]>(
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
    edit: setEdited,
    remove: setDeleted,
    window: (
      <>
        {edited && (
          <OrganizationFormWindow
            organization={edited === 'new' ? null : edited}
            onClose={() => setEdited(null)}
          />
        )}
        {deleted && (
          <ConfirmDialog
            title={t('delete.title')}
            confirm={t('delete.confirm')}
            isDangerous
            success={t('delete.done', { name: deleted.name })}
            run={async () => {
              await deeds.remove(deleted);
              onDeleted?.();
            }}
            onClose={() => setDeleted(null)}
          >
            <p>{t('delete.text', { name: deleted.name, number: deleted.number })}</p>
          </ConfirmDialog>
        )}
      </>
    ),
  };
}
