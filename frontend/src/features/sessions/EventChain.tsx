import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session, SessionEvent } from '@/api/types';
import { IconButton } from '@/components/buttons/IconButton';
import { Mark } from '@/components/icons/Mark';
import { Skeleton, useIsSlow } from '@/components/messages/Skeleton';
import { formatClock, formatDateTime } from '@/lib/format';
import { useCan } from '@/lib/me';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { EndWindow } from './corrections';
import { lookOfEvent, sourceOf } from './chain';
import { eventsQuery } from './queries';
import classes from './sessions.module.css';

/** The session's events one under another, as the server tells them; times are differences to the event before. */
export function EventChain({ session }: { session: Session }) {
  const { data, isPending } = useQuery(eventsQuery(session.id));
  const isSlow = useIsSlow(isPending);
  const canCorrect = useCan('sessions:write');
  const [isCorrecting, setCorrecting] = useState(false);
  return (
    <ol className={classes['chain']} aria-busy={isPending}>
      {isSlow && <Skeleton width="60%" />}
      {data?.map((event, index) => (
        <ChainItem
          key={index}
          event={event}
          zone={session.time_zone}
          onEdit={
            canCorrect && event.type === 'session_finished' && event.at
              ? () => setCorrecting(true)
              : undefined
          }
        />
      ))}
      {isCorrecting && <EndWindow session={session} onClose={() => setCorrecting(false)} />}
    </ol>
  );
}

const SOURCES: Readonly<Record<string, 'startSource' | 'stopSource'>> = {
  transaction_started: 'startSource',
  transaction_stopped: 'stopSource',
};

interface ChainItemProps {
  event: SessionEvent;
  zone: string;
  onEdit: (() => void) | undefined;
}

function ChainItem({ event, zone, onEdit }: ChainItemProps) {
  const { t } = useTranslation('sessions');
  const label = useEnumLabel();
  const { type, at, status, since_previous_seconds: seconds } = event;
  const look = lookOfEvent(event);
  const vocabulary = SOURCES[type];
  const source = sourceOf(event);
  const since = seconds === null || seconds === undefined ? null : `+${formatClock(seconds)}`;
  return (
    <li className={status === 'ahead' ? classes['ahead'] : undefined}>
      <Mark name={look.mark} tone={look.tone} />
      <div>
        <strong>{t(`chain.${type}` as 'chain.session_created', { defaultValue: type })}</strong>
        {onEdit && <IconButton icon="pencil" dense label={t('correct.editEnd')} onClick={onEdit} />}
        {vocabulary && source && <small>{label(vocabulary, source)}</small>}
        {at && type === 'session_finished' && <small className="num">{formatDateTime(at, zone)}</small>}
      </div>
      {at && <time dateTime={at}>{since ?? formatDateTime(at, zone)}</time>}
    </li>
  );
}
