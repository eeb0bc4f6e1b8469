import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Station } from '@/api/types';
import { ConfirmDialog } from '@/components/dialog/ConfirmDialog';
import type { RowAction } from '@/components/list/types';
import { useCan } from '@/lib/me';
import { useDeleteStation } from './queries';
import { RenewSecretWindow } from './RenewSecretWindow';
import { StationSecretWindow, type FreshSecret } from './StationSecretWindow';

type Opened =
  | { deed: 'renew'; station: Station }
  | { deed: 'delete'; station: Station }
  | { deed: 'secret'; fresh: FreshSecret };

/** A new password, and taking a station away: rare deeds that end the menu of a station. */
export function useStationDeeds(onDeleted?: () => void) {
  const { t } = useTranslation('stations');
  const canWrite = useCan('stations:write');
  const remove = useDeleteStation();
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = () => setOpened(null);
  const actions = useMemo<RowAction<Station>[]>(
    () =>
      canWrite
        ? [
            {
              id: 'renew',
              label: t('secret.action'),
              icon: 'key',
              run: (station) => setOpened({ deed: 'renew', station }),
            },
            {
              id: 'delete',
              label: t('delete.action'),
              icon: 'trash',
              isDangerous: true,
              run: (station) => setOpened({ deed: 'delete', station }),
            },
          ]
        : [],
    [t, canWrite],
  );
  let window = null;
  if (opened?.deed === 'renew')
    window = (
      <RenewSecretWindow
        station={opened.station}
        onSecret={(fresh) => setOpened({ deed: 'secret', fresh })}
        onClose={close}
      />
    );
  if (opened?.deed === 'secret') window = <StationSecretWindow {...opened.fresh} onClose={close} />;
  if (opened?.deed === 'delete')
    window = (
      <ConfirmDialog
        title={t('delete.title', { number: opened.station.number })}
        confirm={t('delete.confirm')}
        isDangerous
        success={t('delete.done', { number: opened.station.number })}
        run={async () => {
          await remove(opened.station);
          onDeleted?.();
        }}
        onClose={close}
      >
        <p>{t('delete.text')}</p>
      </ConfirmDialog>
    );
  return { actions, window };
}
