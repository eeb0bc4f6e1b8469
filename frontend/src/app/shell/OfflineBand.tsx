import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/buttons/Button';
import { Mark } from '@/components/icons/Mark';
import { formatTime } from '@/lib/format';
import { useNow } from '@/lib/useNow';
import classes from './shell.module.css';

const RETRY_SECONDS = 10;

/** Under the top bar while the server is away: what is shown, and a retry that counts down. */
export function OfflineBand({ updatedAt }: { updatedAt: number }) {
  const { t } = useTranslation('shell');
  const queryClient = useQueryClient();
  const now = useNow();
  const [triedAt, setTriedAt] = useState(now);
  const seconds = Math.max(0, RETRY_SECONDS - Math.round((now - triedAt) / 1000));

  useEffect(() => {
    if (seconds > 0) return;
    void queryClient.refetchQueries({ type: 'active' });
    setTriedAt(now);
  }, [seconds, now, queryClient]);

  const retry = () => {
    setTriedAt(now);
    void queryClient.refetchQueries({ type: 'active' });
  };
  return (
    <div className={classes['offline']} role="status">
      <Mark name="slash" role="off" />
      <span>
        <strong>{t('offline')}</strong> {updatedAt > 0 && t('offlineSince', { time: formatTime(updatedAt) })}
      </span>
      <Button small onClick={retry}>
        {t('retryIn', { seconds })}
      </Button>
    </div>
  );
}
