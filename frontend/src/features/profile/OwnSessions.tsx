import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/buttons/Button';
import { IconButton } from '@/components/buttons/IconButton';
import { ConfirmDialog } from '@/components/dialog/ConfirmDialog';
import { formatDateTime } from '@/lib/format';
import { useFormat } from '@/lib/useFormat';
import { useNow } from '@/lib/useNow';
import { Panel } from './Panel';
import { endAllSessions, ownSessionsQuery, useEndSession } from './queries';
import classes from './profile.module.css';

/** Where one is signed in: device, address, time; one sign-in or all of them can be ended. */
export function OwnSessions({ onLeft }: { onLeft: () => void }) {
  const { t } = useTranslation('profile');
  const { data: sessions = [] } = useQuery(ownSessionsQuery());
  const [isAsking, setAsking] = useState(false);
  const end = useEndSession();
  const { lastSeen } = useFormat();
  const now = useNow();
  return (
    <Panel
      title={t('sessions.title')}
      extra={
        <Button small look="dangerOutline" onClick={() => setAsking(true)}>
          {t('sessions.everywhere')}
        </Button>
      }
    >
      <ul className={classes['sessions']}>
        {sessions.map((session) => (
          <li key={session.id}>
            <div>
              <strong>{session.device}</strong>
              {session.is_current && <em>{t('sessions.current')}</em>}
              <p className="num">
                {session.address} · {t('sessions.since', { at: formatDateTime(session.started_at) })}
              </p>
            </div>
            <span className="num muted">{lastSeen(session.last_used_at, now)}</span>
            <IconButton
              icon="logout"
              dense
              label={t('sessions.end', { device: session.device })}
              disabled={session.is_current || end.isPending}
              onClick={() => end.mutate(session.id)}
            />
          </li>
        ))}
      </ul>
      {isAsking && (
        <ConfirmDialog
          title={t('sessions.everywhere')}
          confirm={t('sessions.confirm')}
          isDangerous
          run={async () => {
            await endAllSessions();
            onLeft();
          }}
          onClose={() => setAsking(false)}
        >
          <p>{t('sessions.everywhereText', { count: sessions.length })}</p>
        </ConfirmDialog>
      )}
    </Panel>
  );
}
