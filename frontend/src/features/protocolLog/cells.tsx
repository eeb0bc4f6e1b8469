import { useTranslation } from 'react-i18next';
import type { Frame } from '@/api/types';
import { Icon } from '@/components/icons/Icon';
import { tip } from '@/components/tooltip/tip';
import { formatDate, formatTime } from '@/lib/format';
import classes from './protocolLog.module.css';

const THOUSAND = 1000;

/** `12:03:31.552`: in a log the milliseconds tell what came first. */
export const timeWithMs = (at: string, zone: string): string => {
  const ms = Math.floor(Date.parse(at)) % THOUSAND;
  return `${formatTime(at, zone)}.${String(ms).padStart(3, '0')}`;
};

export const FrameTime = ({ at, zone }: { at: string; zone: string }) => (
  <time dateTime={at} className="num">
    <span className="muted">{formatDate(at, zone)}</span> {timeWithMs(at, zone)}
  </time>
);

/** Who speaks, as an arrow, and what about. */
export function Direction({ frame: { direction, action } }: { frame: Frame }) {
  const { t } = useTranslation('protocolLog');
  const words = t(direction === 'in' ? 'views.in' : 'views.out');
  return (
    <span className={classes['direction']}>
      <span role="img" aria-label={words} className={classes[direction]} {...tip(words)}>
        <Icon name={direction === 'in' ? 'right' : 'left'} size={14} />
      </span>
      <span className="ellipsis">{action ?? t('unreadable')}</span>
    </span>
  );
}
