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
  const { seconds, retry } = useRetry();
  return (
    <div className={classes['offline']} role="status">
      <Mark name="slash" tone="off" />
      <span>
        <strong>{t('offline')}</strong> {updatedAt > 0 && t('offlineSince', { time: formatTime(updatedAt) })}
      </span>
      <Button small onClick={retry}>
        {t('retryIn', { seconds })}
      </Button>
    </div>
  );
}

/** Asks the server again every ten seconds, and at once when the user wants. */
function useRetry() {
  const queryClient = useQueryClient();
  const now = useNow();
  const [since, setSince] = useState(now);
  const round = Math.floor(Math.max(0, now - since) / (RETRY_SECONDS * 1000));
  const seconds = RETRY_SECONDS - (Math.floor(Math.max(0, now - since) / 1000) % RETRY_SECONDS);

  useEffect(() => {
    if (round > 0) void queryClient.refetchQueries({ type: 'active' });
  }, [round, queryClient]);

  const retry = () => {
    setSince(now);
    void queryClient.refetchQueries({ type: 'active' });
  };
  return { seconds, retry };
}
