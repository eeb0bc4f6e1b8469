import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '@/components/dialog/ConfirmDialog';
import { ListView } from '@/components/list/ListView';
import { SplitView } from '@/components/split/SplitView';
import { useCan } from '@/lib/me';
import { LetterPane } from './LetterPane';
import { useSettleLetter, type DeadLetter } from './queries';
import { useDeadLettersList } from './useDeadLettersList';

interface Asked {
  deed: 'replay' | 'dismiss';
  letter: DeadLetter;
}

/** «Отложенные сообщения»: what a service could not do with an event, tried again or let go by a person. */
export function DeadLetters() {
  const { t } = useTranslation('deadLetters');
  const canSettle = useCan('dead-letters:write');
  const deeds = { replay: useSettleLetter('replay'), dismiss: useSettleLetter('dismiss') };
  const [open, setOpen] = useState<DeadLetter | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const ask = (deed: Asked['deed']) => (letter: DeadLetter) => setAsked({ deed, letter });
  const onReplay = canSettle ? ask('replay') : undefined;
  const onDismiss = canSettle ? ask('dismiss') : undefined;
  const list = useDeadLettersList({ open, onOpen: setOpen, onReplay, onDismiss });
  return (
    <SplitView
      pane={
        open && (
          <LetterPane letter={open} onReplay={onReplay} onDismiss={onDismiss} onClose={() => setOpen(null)} />
        )
      }
    >
      <ListView list={list} />
      {asked && (
        <ConfirmDialog
          title={t(`${asked.deed}.title`)}
          confirm={t(`${asked.deed}.confirm`)}
          isDangerous={asked.deed === 'dismiss'}
          success={t(`${asked.deed}.done`)}
          run={async () => {
            await deeds[asked.deed](asked.letter);
            setOpen(null);
          }}
          onClose={() => setAsked(null)}
        >
          <p>{t(`${asked.deed}.text`, { type: asked.letter.type })}</p>
        </ConfirmDialog>
      )}
    </SplitView>
  );
}
