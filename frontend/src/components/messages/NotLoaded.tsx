import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '@/lib/useErrorText';
import { Button } from '../buttons/Button';
import { Skeleton, useIsSlow } from './Skeleton';
import { StateMessage } from './StateMessage';
import classes from './messages.module.css';

/** In place of a tab, a pane or a card whose data are not here: lines that wait, or what went wrong with the way to try again. */
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
