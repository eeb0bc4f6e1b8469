import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Session } from '@/api/types';
import { Button } from '@/components/buttons/Button';
import { IconButton } from '@/components/buttons/IconButton';
import { TextInput } from '@/components/fields/TextInput';
import { Mark } from '@/components/icons/Mark';
import { NotLoaded } from '@/components/messages/NotLoaded';
import { StateMessage } from '@/components/messages/StateMessage';
import { useCan } from '@/lib/me';
import { dumpQuery } from './queries';
import classes from './sessions.module.css';

/** «Дамп зарядки»: text lines as they are, of a running session only while they are asked for (SES-162..172). */
export function DumpTab({ session }: { session: Session }) {
  const { t } = useTranslation('sessions');
  const [isWanted, setWanted] = useState(false);
  const [text, setText] = useState('');
  const [follows, setFollows] = useState(true);
  const query = useQuery(dumpQuery(session.id, session.is_open, isWanted));
  const lines = query.data?.trimEnd().split('\n') ?? [];
  const sought = useDeferredValue(text.trim().toLocaleLowerCase());
  const found = sought ? lines.filter((line) => line.toLocaleLowerCase().includes(sought)) : lines;
  const isIdle = session.is_open && !isWanted && !query.data;
  return (
    <div className={classes['dump']}>
      <div className={classes['dumpBar']}>
        <TextInput
          icon="search"
          aria-label={t('dump.search')}
          placeholder={t('dump.search')}
          value={text}
          onChange={({ target }) => setText(target.value)}
          end={text && <IconButton icon="cross" tiny label={t('dump.clear')} onClick={() => setText('')} />}
        />
        <IconButton
          icon={follows ? 'last' : 'minus'}
          on={follows}
          aria-pressed={follows}
          label={t(follows ? 'dump.still' : 'dump.follow')}
          onClick={() => setFollows(!follows)}
        />
        {session.is_open && <Connection isOn={isWanted} onChange={setWanted} />}
        <span className="num muted" role="status">
          {query.data &&
            (sought
              ? t('dump.found', { count: found.length, total: lines.length })
              : t('dump.lines', { count: lines.length }))}
        </span>
        <FramesLink session={session} />
      </div>
      {isIdle ? (
        <StateMessage icon="terminal" title={t('dump.live')} hint={t('dump.liveHint')} />
      ) : query.data === undefined ? (
        <NotLoaded query={query} />
      ) : found.length === 0 ? (
        <StateMessage icon="search" title={t('dump.none')} hint={t('dump.noneHint')} />
      ) : (
        <Lines text={found.join('\n')} follows={follows} />
      )}
    </div>
  );
}

/** State of the request and its one button (SES-166). */
function Connection({ isOn, onChange }: { isOn: boolean; onChange: (isOn: boolean) => void }) {
  const { t } = useTranslation('sessions');
  return (
    <span className={classes['connection']}>
      <Mark name={isOn ? 'dot' : 'ring'} tone={isOn ? 'ok' : 'off'} />
      {t(isOn ? 'dump.on' : 'dump.off')}
      <Button small capitals onClick={() => onChange(!isOn)}>
        {t(isOn ? 'dump.stop' : 'dump.start')}
      </Button>
    </span>
  );
}

function Lines({ text, follows }: { text: string; follows: boolean }) {
  const { t } = useTranslation('sessions');
  const box = useRef<HTMLPreElement>(null);
  useEffect(() => {
    if (follows && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [text, follows]);
  // It scrolls by itself, so the keyboard must be able to reach it.
  return (
    <pre ref={box} className={classes['dumpLines']} role="region" aria-label={t('dump.text')} tabIndex={0}>
      {text}
    </pre>
  );
}

const dayOf = (iso: string) => iso.slice(0, 10);

/** What the station and the server said to each other on the days of the session. */
function FramesLink({ session }: { session: Session }) {
  const { t } = useTranslation('sessions');
  if (!useCan('protocol-log:read')) return null;
  const days = new URLSearchParams({
    from: dayOf(session.started_at),
    to: dayOf(session.ended_at ?? new Date().toISOString()),
  });
  return <Link to={`/stations/${session.station_id}/protocol?${days}`}>{t('card.frames')}</Link>;
}
