import Dialog from '@mui/material/Dialog';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/buttons/Button';
import { IconButton } from '@/components/buttons/IconButton';
import dialog from '@/components/dialog/dialog.module.css';
import { Icon } from '@/components/icons/Icon';
import { Note } from '@/components/messages/Note';
import { StateLabel } from '@/components/states/StateLabel';
import { usePhone } from '@/lib/useMedia';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useFormat } from '@/lib/useFormat';
import { useNow } from '@/lib/useNow';
import { choiceOf, protocolOf, type CommandTarget, type Entry } from './catalogue';
import classes from './commands.module.css';

interface CommandChoiceProps {
  target: CommandTarget;
  onChoose: (entry: Entry) => void;
  onClose: () => void;
}

/** Every command on its own line; those that the station's protocol cannot carry stand below, with the reason. */
export function CommandChoice({ target, onChoose, onClose }: CommandChoiceProps) {
  const { t } = useTranslation(['commands', 'common']);
  const label = useEnumLabel();
  const id = useId();
  const isPhone = usePhone();
  const { station, connector } = target;
  const { carried, others } = choiceOf(target);
  const name = connector
    ? `${station.number} · ${connector.number}: ${label('connectorType', connector.type)}`
    : station.number;
  return (
    <Dialog open fullScreen={isPhone} onClose={onClose} aria-labelledby={id}>
      <div className={dialog['dialog']}>
        <header>
          <h2 id={id}>
            {t('picker.title')} · {name}
          </h2>
          <IconButton icon="cross" label={t('common:dismiss')} onClick={onClose} />
        </header>
        <div className={classes['choice']}>
          <Condition target={target} />
          {!station.is_connected && (
            <Note tone="off">{t('picker.offline', { station: station.number })}</Note>
          )}
          <ul>
            {carried.map((entry) => (
              <EntryLine key={entry.id} entry={entry} onChoose={onChoose} />
            ))}
          </ul>
          {others.length > 0 && (
            <>
              <p className={classes['others']}>
                {t('picker.notCarried', { protocol: t(`picker.protocols.${protocolOf(station)}`) })}
              </p>
              <ul>
                {others.map((entry) => (
                  <EntryLine key={entry.id} entry={entry} />
                ))}
              </ul>
            </>
          )}
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

function EntryLine({ entry, onChoose }: { entry: Entry; onChoose?: (entry: Entry) => void }) {
  const { t } = useTranslation('commands');
  return (
    <li>
      <button type="button" disabled={!onChoose} onClick={() => onChoose?.(entry)}>
        <Icon name={entry.icon} />
        <span>{t(`entries.${entry.id}` as 'entries.trigger')}</span>
        {onChoose && (entry.form ?? entry.window) && <Icon name="right" size={14} />}
      </button>
    </li>
  );
}

/** What has to be known before a command is sent: status, last contact, what is charging. */
function Condition({ target: { station } }: { target: CommandTarget }) {
  const { t } = useTranslation('commands');
  const { lastSeen } = useFormat();
  const now = useNow();
  const active = station.connectors.filter(({ transaction_number: number }) => number !== null).length;
  const { last_seen_at: at, time_zone: zone } = station;
  return (
    <p className={classes['state']}>
      <StateLabel kind="technicalStatus" code={station.technical_status} />
      {at && (
        <span className="num">
          {t('picker.lastSeen')} {lastSeen(at, now, zone)}
        </span>
      )}
      <span>{active > 0 ? t('picker.active', { count: active }) : t('picker.idle')}</span>
    </p>
  );
}
