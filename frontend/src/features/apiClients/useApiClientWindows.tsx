import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiClient } from '@/api/types';
import { ConfirmDialog } from '@/components/dialog/ConfirmDialog';
import type { RowAction } from '@/components/list/types';
import { useCan } from '@/lib/me';
import { ApiClientFormWindow, type RenderRights, type Secret } from './ApiClientFormWindow';
import { useApiClientDeeds } from './queries';
import { SecretWindow } from './SecretWindow';

interface ApiClientWindows {
  actions: readonly RowAction<ApiClient>[];
  onCreate: (() => void) | undefined;
  window: ReactNode;
}

/** What can be done with a client of the API, and the window that asks for it. */
export function useApiClientWindows(renderRights: RenderRights): ApiClientWindows {
  const { t } = useTranslation('apiClients');
  const canWrite = useCan('api-clients:write');
  const deeds = useApiClientDeeds();
  const [edited, setEdited] = useState<ApiClient | 'new' | null>(null);
  const [asked, setAsked] = useState<{ deed: 'rotate' | 'delete'; client: ApiClient } | null>(null);
  const [secret, setSecret] = useState<Secret | null>(null);
  const actions = useMemo<RowAction<ApiClient>[]>(
    () =>
      canWrite
        ? [
            { id: 'edit', label: t('deeds.edit'), icon: 'pencil', run: setEdited },
            {
              id: 'rotate',
              label: t('deeds.rotate'),
              icon: 'refresh',
              run: (client) => setAsked({ deed: 'rotate', client }),
            },
            {
              id: 'delete',
              label: t('deeds.delete'),
              icon: 'trash',
              run: (client) => setAsked({ deed: 'delete', client }),
              isDangerous: true,
            },
          ]
        : [],
    [t, canWrite],
  );
  const run = async () => {
    if (asked?.deed === 'rotate') setSecret(await deeds.rotate(asked.client));
    else if (asked) await deeds.remove(asked.client);
  };
  return {
    actions,
    onCreate: canWrite ? () => setEdited('new') : undefined,
    window: (
      <>
        {edited && (
          <ApiClientFormWindow
            client={edited === 'new' ? null : edited}
            renderRights={renderRights}
            onSecret={setSecret}
            onClose={() => setEdited(null)}
          />
        )}
        {asked && (
          <ConfirmDialog
            title={t(`ask.${asked.deed}.title`)}
            confirm={t(`ask.${asked.deed}.confirm`)}
            isDangerous={asked.deed === 'delete'}
            success={t(`ask.${asked.deed}.done`, { name: asked.client.name })}
            run={run}
            onClose={() => setAsked(null)}
          >
            <p>{t(`ask.${asked.deed}.text`, { name: asked.client.name })}</p>
          </ConfirmDialog>
        )}
        {secret && <SecretWindow secret={secret} onClose={() => setSecret(null)} />}
      </>
    ),
  };
}
