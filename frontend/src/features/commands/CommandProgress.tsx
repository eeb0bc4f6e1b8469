import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command, Connector, Station } from '@/api/types';
import { IconButton } from '@/components/buttons/IconButton';
import { Icon } from '@/components/icons/Icon';
import type { IconName } from '@/components/icons/drawings';
import { formatTime } from '@/lib/format';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useFormat } from '@/lib/useFormat';
import { useNow } from '@/lib/useNow';
import { isFinished, stationCommandsQuery } from './queries';
import { stepsOf, type Step, type StepState } from './steps';
import classes from './commands.module.css';

const SHOWN_MS = 180_000;

interface CommandProgressProps {
  station: Pick<Station, 'id' | 'time_zone'> & Partial<Pick<Station, 'screen'>>;
  /** Nothing for the commands to the whole station. */
  connector?: Pick<Connector, 'number'>;
  /** Commands from before are of no interest: a session's card shows its own. */
  since?: string;
}

/** How far the last command of a connector has got; it survives a reload and goes away after three minutes. */
export function CommandProgress({ station, connector, since }: CommandProgressProps) {
  const now = useNow();
  const { data } = useQuery(stationCommandsQuery(station.id));
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  const command = data?.items.find(
    (one) =>
      (connector ? one.connector_number === connector.number : !one.connector_number) &&
      now - Date.parse(one.created_at) < SHOWN_MS &&
      (!since || one.created_at >= since) &&
      !dismissed.includes(one.command_id),
  );
  if (!command) return null;
  const dismiss = () => setDismissed([...dismissed, command.command_id]);
  return <Progress command={command} station={station} now={now} onDismiss={dismiss} />;
}

/** Screens on which somebody at the station says yes or no to a command (CMD-026). */
const CONFIRM_SCREENS = ['EvseCommandConfirmDialog', 'RemoteCommandConfirmDialog'];

interface ProgressProps {
  command: Command;
  station: CommandProgressProps['station'];
  now: number;
  onDismiss: () => void;
}

function Progress({ command, station, now, onDismiss }: ProgressProps) {
  const { t } = useTranslation(['commands', 'common']);
  const label = useEnumLabel();
  const left = Math.max(0, Math.ceil((Date.parse(command.expires_at) - now) / 1000));
  const { time_zone: zone, screen } = station;
  const isAsked = command.status === 'received' && CONFIRM_SCREENS.includes(screen ?? '');
  return (
    <section className={classes['progress']} aria-label={t('progress')}>
      <header>
        <h3>
          №{command.number} · {label('commandKind', command.kind)}
        </h3>
        {!isFinished(command) && command.status !== 'succeeded' && left > 0 && (
          <span className="num muted">{t('left', { seconds: left })}</span>
        )}
        <IconButton icon="cross" dense label={t('common:dismiss')} onClick={onDismiss} />
      </header>
      <ol className={classes['steps']}>
        {stepsOf(command).map((step) => (
          <StepItem key={step.name} step={step} since={command.created_at} zone={zone} />
        ))}
      </ol>
      {isAsked && <p role="status">{t('confirmAtStation')}</p>}
      <Reason command={command} />
    </section>
  );
}

/** The four steps alone, for the card of a command. */
export const Steps = ({ command, zone }: { command: Command; zone?: string | undefined }) => (
  <>
    <ol className={`${classes['steps']} ${classes['tall']}`}>
      {stepsOf(command).map((step) => (
        <StepItem key={step.name} step={step} since={command.created_at} zone={zone} />
      ))}
    </ol>
    <div className={classes['cardReason']}>
      <Reason command={command} />
    </div>
  </>
);

const ICONS: Partial<Record<StepState, IconName>> = { done: 'check', failed: 'cross', expired: 'minus' };

interface StepProps {
  step: Step;
  since: string;
  /** The browser's when none is given. */
  zone?: string | undefined;
}

function StepItem({ step, since, zone }: StepProps) {
  const { t } = useTranslation('commands');
  const icon = ICONS[step.state];
  return (
    <li className={classes[step.state]} aria-current={step.state === 'waiting' ? 'step' : undefined}>
      <i>{icon && <Icon name={icon} size={12} />}</i>
      <span className={classes['word']}>{t(`steps.${step.name}`)}</span>
      <small className="num">
        <StepTime step={step} since={since} zone={zone} />
      </small>
    </li>
  );
}

function StepTime({ step, since, zone }: StepProps) {
  const { t } = useTranslation('commands');
  const { number } = useFormat();
  if (step.state === 'waiting') return t('waiting');
  if (!step.at) return null;
  if (step.name === 'scheduled') return formatTime(step.at, zone);
  const seconds = (Date.parse(step.at) - Date.parse(since)) / 1000;
  if (step.name === 'expired') return t('after', { seconds: Math.round(seconds) });
  return t('plus', { seconds: number(seconds, 1) });
}

/** Why a command was not carried out: in our words by its code, then in the words of the station. */
function Reason({ command }: { command: Command }) {
  const { t } = useTranslation('commands');
  const label = useEnumLabel();
  const { status, result_code: code, result_text: text } = command;
  if (status !== 'failed' && status !== 'expired') return null;
  const words = [code && label('commandResult', code), text].filter(Boolean).join('. ');
  return (
    <p className={status === 'failed' ? classes['reason'] : 'muted'} role="alert">
      {words || t(status, { number: command.number })}
    </p>
  );
}
