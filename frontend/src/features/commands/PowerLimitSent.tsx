import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Command } from '@/api/types';
import { Button } from '@/components/buttons/Button';
import { PlainDialog } from '@/components/dialog/PlainDialog';
import { Steps } from './CommandProgress';
import { commandQuery } from './queries';
import classes from './powerLimit.module.css';

/** Created and sent, or waiting for the station; how far it has got, and the way to all commands (PWR-025..029). */
export function PowerLimitSent({ command: given, onClose }: { command: Command; onClose: () => void }) {
  const { t } = useTranslation('commands');
  const { data } = useQuery(commandQuery(given.command_id));
  const command = data ?? given;
  const { number, station_number: station } = given;
  const isAway = given.result_code === 'station_offline';
  return (
    <PlainDialog title={t('limit.title', { station })} onClose={onClose}>
      <p className={classes['told']}>{t(isAway ? 'notSent' : 'created', { number, station })}</p>
      <p className="muted">{t('limit.meaning')}</p>
      <Steps command={command} />
      <div className={classes['sent']}>
        <Button look="primary" capitals onClick={onClose}>
          {t('limit.close')}
        </Button>
        <Link to="/commands">{t('limit.toCommands')}</Link>
      </div>
    </PlainDialog>
  );
}
