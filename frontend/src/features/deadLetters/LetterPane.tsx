import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/buttons/Button';
import { FieldLine, FieldList } from '@/components/card/Fields';
import { JsonView } from '@/components/code/JsonView';
import { NotLoaded } from '@/components/messages/NotLoaded';
import { Pane } from '@/components/split/SplitView';
import { formatDateTime } from '@/lib/format';
import { deadLetterQuery, type DeadLetter } from './queries';

interface LetterPaneProps {
  letter: DeadLetter;
  onReplay: ((letter: DeadLetter) => void) | undefined;
  onDismiss: ((letter: DeadLetter) => void) | undefined;
  onClose: () => void;
}

/** Why a message was put aside, and the message itself. */
export function LetterPane({ letter, onReplay, onDismiss, onClose }: LetterPaneProps) {
  const { t } = useTranslation('deadLetters');
  const query = useQuery(deadLetterQuery(letter));
  const footer = onReplay && onDismiss && (
    <>
      <Button look="primary" icon="refresh" onClick={() => onReplay(letter)}>
        {t('replay.action')}
      </Button>
      <Button onClick={() => onDismiss(letter)}>{t('dismiss.action')}</Button>
    </>
  );
  return (
    <Pane label={letter.type} title={letter.type} footer={footer} onClose={onClose}>
      <FieldList>
        <FieldLine label={t('columns.service')}>{t(`services.${letter.service}`)}</FieldLine>
        <FieldLine label={t('columns.error')}>{letter.error}</FieldLine>
        <FieldLine label={t('columns.key')}>
          <span className="mono">{letter.key}</span>
        </FieldLine>
        <FieldLine label={t('pane.place')}>
          <span className="mono">{`${letter.topic} / ${letter.partition} / ${letter.offset}`}</span>
        </FieldLine>
        <FieldLine label={t('pane.firstFailed')}>
          <span className="num">{formatDateTime(letter.first_failed_at)}</span>
        </FieldLine>
        <FieldLine label={t('columns.lastFailed')}>
          <span className="num">{formatDateTime(letter.last_failed_at)}</span>
        </FieldLine>
        <FieldLine label={t('columns.attempts')}>
          <span className="num">{letter.attempts}</span>
        </FieldLine>
      </FieldList>
      {query.data ? (
        <JsonView value={query.data.payload ?? 'null'} label={t('pane.message')} />
      ) : (
        <NotLoaded query={query} />
      )}
    </Pane>
  );
}
