import { useTranslation } from 'react-i18next';
import type { Session } from '@/api/types';
import { Mark } from '@/components/icons/Mark';
import { formatClock, formatDateTime } from '@/lib/format';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { chainOf, type ChainEvent } from './chain';
import classes from './sessions.module.css';

/** The session's events one under another; times are differences to the event before. */
export function EventChain({ session }: { session: Session }) {
  const events = chainOf(session);
  return (
    <ol className={classes['chain']}>
      {events.map((event, index) => (
        <ChainItem
          key={event.name}
          event={event}
          before={events.slice(0, index).findLast(({ at }) => at !== null)?.at ?? null}
          zone={session.time_zone}
        />
      ))}
    </ol>
  );
}

interface ChainItemProps {
  event: ChainEvent;
  before: string | null;
  zone: string;
}

function ChainItem({ event, before, zone }: ChainItemProps) {
  const { t } = useTranslation('sessions');
  const label = useEnumLabel();
  const { name, at, look, source, isAhead } = event;
  const since = at && before ? `+${formatClock((Date.parse(at) - Date.parse(before)) / 1000)}` : null;
  const words = source && label(name === 'started' ? 'startSource' : 'stopSource', source);
  return (
    <li className={isAhead ? classes['ahead'] : undefined}>
      <Mark name={look.mark} tone={look.tone} />
      <div>
        <strong>{t(`chain.${name}`)}</strong>
        {words && <small>{words}</small>}
        {at && name === 'finished' && <small className="num">{formatDateTime(at, zone)}</small>}
      </div>
      {at && <time dateTime={at}>{since ?? formatDateTime(at, zone)}</time>}
    </li>
  );
}
