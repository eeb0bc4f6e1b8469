import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnknownStation } from '@/api/types';
import { ConfirmDialog } from '@/components/dialog/ConfirmDialog';
import { ListView } from '@/components/list/ListView';
import { SplitView } from '@/components/split/SplitView';
import { useCan } from '@/lib/me';
import { useDismissUnknown } from './queries';
import { UnknownPane } from './UnknownPane';
import { useUnknownStationsList } from './useUnknownStationsList';

interface UnknownStationsProps {
  /** Opens the form that adds it; nothing without the right to. */
  onAdd: ((station: UnknownStation) => void) | undefined;
}

/** «Неизвестные станции»: seen, refused, and added with one press. */
export function UnknownStations({ onAdd }: UnknownStationsProps) {
  const { t } = useTranslation('unknownStations');
  const canDismiss = useCan('unknown-stations:write');
  const dismiss = useDismissUnknown();
  const [open, setOpen] = useState<UnknownStation | null>(null);
  const [leaving, setLeaving] = useState<UnknownStation | null>(null);
  const onDismiss = canDismiss ? setLeaving : undefined;
  const list = useUnknownStationsList({ open, onOpen: setOpen, onAdd, onDismiss });
  return (
    <SplitView
      pane={
        open && (
          <UnknownPane station={open} onAdd={onAdd} onDismiss={onDismiss} onClose={() => setOpen(null)} />
        )
      }
    >
      <ListView list={list} />
      {leaving && (
        <ConfirmDialog
          title={t('dismiss.title')}
          confirm={t('dismiss.confirm')}
          success={t('dismiss.done', { identity: leaving.identity })}
          run={() => dismiss(leaving.identity)}
          onClose={() => {
            setLeaving(null);
            setOpen(null);
          }}
        >
          <p>{t('dismiss.text', { identity: leaving.identity })}</p>
        </ConfirmDialog>
      )}
    </SplitView>
  );
}
