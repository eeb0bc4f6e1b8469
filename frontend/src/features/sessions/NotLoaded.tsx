import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/buttons/Button';
import { Skeleton, useIsSlow } from '@/components/messages/Skeleton';
import { StateMessage } from '@/components/messages/StateMessage';
import { useErrorText } from '@/lib/useErrorText';
import classes from './sessions.module.css';

/** In place of a tab whose data are not here: lines that wait, or what went wrong with the way to try again. */
export function NotLoaded({ query }: { query: Pick<UseQueryResult, 'error' | 'isPending' | 'refetch'> }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const isSlow = useIsSlow(query.isPending);
  if (query.error) {
    const { text, detail } = errorText(query.error);
    const retry = (
      <Button icon="refresh" onClick={() => void query.refetch()}>
        {t('list.retry')}
      </Button>
    );
    return <StateMessage icon="info" title={text} hint={detail} action={retry} />;
  }
  if (!isSlow) return null;
  return (
    <div className={classes['waiting']} aria-hidden="true">
      <Skeleton width="30%" />
      <Skeleton width="100%" />
      <Skeleton width="100%" />
    </div>
  );
}
