import { useTranslation } from 'react-i18next';
import type { Command } from '@/api/types';
import { Mark } from '@/components/icons/Mark';
import type { Look } from '@/components/states/looks';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useNow } from '@/lib/useNow';
import { isFinished } from './queries';
import classes from './commands.module.css';

const LOOKS: Record<Command['status'], Look> = {
  scheduled: { tone: 'charge', mark: 'clock' },
  received: { tone: 'charge', mark: 'half' },
  succeeded: { tone: 'ok', mark: 'check' },
  expired: { tone: 'off', mark: 'bar' },
  failed: { tone: 'fault', mark: 'octagon' },
};

/** Status of a command, and how long it still lives while it is under way. */
export function CommandStatus({ command }: { command: Command }) {
  const label = useEnumLabel();
  const { tone, mark } = LOOKS[command.status];
  const isLive = !isFinished(command) && command.status !== 'succeeded';
  return (
    <span className={`${classes['status']} ${command.status === 'failed' ? classes['failed'] : ''}`}>
      <Mark name={mark} tone={tone} />
      {label('commandStatus', command.status)}
      {isLive && <Left until={command.expires_at} />}
    </span>
  );
}

function Left({ until }: { until: string }) {
  const { t } = useTranslation('commands');
  const now = useNow();
  const seconds = Math.ceil((Date.parse(until) - now) / 1000);
  return seconds > 0 && <span className="num muted">{t('left', { seconds })}</span>;
}
