import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Station } from '@/api/types';
import type { RowAction } from '@/components/list/types';
import { useCan } from '@/lib/me';
import { AddStationButton } from './AddStationButton';
import { StationFormWindow, type StationDraft } from './StationFormWindow';

/** Adding, editing and copying: the buttons that open the form, and the form once it is open. */
export function useStationForms(onCreated?: (station: Station) => void) {
  const { t } = useTranslation('stations');
  const canWrite = useCan('stations:write');
  const [draft, setDraft] = useState<StationDraft | null>(null);
  const actions = useMemo<RowAction<Station>[]>(
    () =>
      canWrite
        ? [
            {
              id: 'edit',
              label: t('form.edit'),
              icon: 'pencil',
              run: (station) => setDraft({ deed: 'edit', station }),
            },
            {
              id: 'copy',
              label: t('form.copy'),
              icon: 'copy',
              run: (station) => setDraft({ deed: 'copy', station }),
            },
          ]
        : [],
    [t, canWrite],
  );
  const tools = useMemo<ReactNode>(
    () => canWrite && <AddStationButton onChoose={(kind) => setDraft({ deed: 'add', kind })} />,
    [canWrite],
  );
  const window = draft && (
    <StationFormWindow draft={draft} onClose={() => setDraft(null)} {...(onCreated ? { onCreated } : {})} />
  );
  return { actions, tools, window };
}
