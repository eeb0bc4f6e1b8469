import Dialog from '@mui/material/Dialog';
import { useId, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command, Station } from '@/api/types';
import { Button } from '@/components/buttons/Button';
import { IconButton } from '@/components/buttons/IconButton';
import { Note } from '@/components/messages/Note';
import { formatDateTime } from '@/lib/format';
import { usePhone } from '@/lib/useMedia';
import { faultOf, isCharging, limitsOf, parametersOfLimits, rowsOf, type Limits } from './powerLimit';
import { PowerLimitRow } from './PowerLimitRow';
import { PowerLimitSent } from './PowerLimitSent';
import { useSendCommand } from './queries';
import classes from './powerLimit.module.css';

interface PowerLimitDialogProps {
  station: Station;
  onClose: () => void;
}

/** User limits of a station and its connectors, all sent at once (PWR-004..014); then what became of them. */
export function PowerLimitDialog({ station, onClose }: PowerLimitDialogProps) {
  const [sent, setSent] = useState<Command | null>(null);
  return sent ? (
    <PowerLimitSent command={sent} onClose={onClose} />
  ) : (
    <LimitForm station={station} onSent={setSent} onClose={onClose} />
  );
}

interface LimitFormProps extends PowerLimitDialogProps {
  onSent: (command: Command) => void;
}

function LimitForm({ station, onSent, onClose }: LimitFormProps) {
  const { t } = useTranslation(['commands', 'common']);
  const isPhone = usePhone();
  const id = useId();
  const [before] = useState(() => limitsOf(station));
  const [limits, setLimits] = useState<Limits>(before);
  const [isEmpty, setEmpty] = useState(false);
  const { mutate, isPending } = useSendCommand();
  const rows = rowsOf(station);
  const hasFault = rows.some((row) => faultOf(row, limits[row.number] ?? null) !== null);

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (hasFault) return;
    const parameters = parametersOfLimits(before, limits);
    setEmpty(parameters === null);
    if (parameters)
      mutate(
        {
          body: {
            station_id: station.id,
            connector_number: null,
            kind: 'change_station_settings',
            parameters,
          },
        },
        { onSuccess: onSent },
      );
  };
  return (
    <Dialog open fullScreen={isPhone} onClose={onClose} aria-labelledby={id} maxWidth={false}>
      <form className={classes['window']} onSubmit={submit} noValidate>
        <header>
          <h2 id={id}>{t('limit.title', { station: station.number })}</h2>
          <IconButton icon="cross" label={t('common:dismiss')} onClick={onClose} />
        </header>
        <div className={classes['body']}>
          {isCharging(station) && <Note tone="warn">{t('limit.active')}</Note>}
          {!station.is_connected && (
            <Note tone="off">{t('picker.offline', { station: station.number })}</Note>
          )}
          <table className={classes['rows']}>
            <thead>
              <tr>
                <th scope="col">{t('limit.place')}</th>
                <th scope="col">{t('limit.hardware')}</th>
                <th scope="col">{t('limit.user')}</th>
                <th scope="col">{t('limit.resulting')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <PowerLimitRow
                  key={row.number}
                  row={row}
                  value={limits[row.number] ?? null}
                  onChange={(kw) => setLimits({ ...limits, [row.number]: kw })}
                />
              ))}
            </tbody>
          </table>
          {isEmpty && <Note tone="fault">{t('limit.nothing')}</Note>}
        </div>
        <footer>
          <Button type="submit" look="primary" capitals disabled={isPending || hasFault}>
            {t('limit.send')}
          </Button>
          <Button capitals onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Changed station={station} />
        </footer>
      </form>
    </Dialog>
  );
}

/** Who changed the limits last, and when; nothing while nobody has (PWR-012). */
function Changed({ station }: { station: Station }) {
  const { t } = useTranslation('commands');
  const { limits_changed_by: login, limits_changed_at: at, time_zone: zone } = station;
  if (!login || !at) return null;
  return (
    <span className={classes['changed']}>{t('limit.changed', { login, at: formatDateTime(at, zone) })}</span>
  );
}
