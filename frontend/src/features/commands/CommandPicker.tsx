import Dialog from '@mui/material/Dialog';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/buttons/Button';
import { IconButton } from '@/components/buttons/IconButton';
import dialog from '@/components/dialog/dialog.module.css';
import { Icon } from '@/components/icons/Icon';
import { Note } from '@/components/messages/Note';
import { StateLabel } from '@/components/states/StateLabel';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { entriesOf, type CommandTarget, type Entry } from './catalogue';
import { CommandConfirm } from './CommandConfirm';
import { CommandForm } from './CommandForm';
import classes from './commands.module.css';

interface CommandPickerProps {
  target: CommandTarget;
  onClose: () => void;
}

/** The choice of commands, each on its own line; the chosen one is confirmed or asked about in a second window. */
export function CommandPicker({ target, onClose }: CommandPickerProps) {
  const [entry, setEntry] = useState<Entry | null>(null);
  if (!entry) return <Choice target={target} onChoose={setEntry} onClose={onClose} />;
  return entry.form ? (
    <CommandForm target={target} entry={entry} onClose={onClose} />
  ) : (
    <CommandConfirm target={target} entry={entry} onClose={onClose} />
  );
}

function Choice({ target, onChoose, onClose }: CommandPickerProps & { onChoose: (entry: Entry) => void }) {
  const { t } = useTranslation(['commands', 'common']);
  const label = useEnumLabel();
  const id = useId();
  const { station, connector } = target;
  const name = connector
    ? `${station.number} · ${connector.number}: ${label('connectorType', connector.type)}`
    : station.number;
  return (
    <Dialog open onClose={onClose} aria-labelledby={id}>
      <div className={dialog['dialog']}>
        <header>
          <h2 id={id}>
            {t('picker.title')} · {name}
          </h2>
          <IconButton icon="cross" label={t('common:dismiss')} onClick={onClose} />
        </header>
        <div className={classes['choice']}>
          <p className={classes['state']}>
            <StateLabel kind="technicalStatus" code={station.technical_status} />
          </p>
          {!station.is_connected && (
            <Note tone="off">{t('picker.offline', { station: station.number })}</Note>
          )}
          <ul>
            {entriesOf(target).map((entry) => (
              <li key={entry.id}>
                <button type="button" onClick={() => onChoose(entry)}>
                  <Icon name={entry.icon} />
                  <span>{t(`entries.${entry.id}` as 'entries.trigger')}</span>
                  {entry.form && <Icon name="right" size={14} />}
                </button>
              </li>
            ))}
          </ul>
        </div>
        <footer>
          <Button capitals onClick={onClose}>
            {t('common:cancel')}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}
