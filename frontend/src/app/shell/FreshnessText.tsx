import { useTranslation } from 'react-i18next';
import { formatTime } from '@/lib/format';
import { useMe } from '@/lib/me';
import type { Freshness } from '@/lib/useFreshness';
import { useLiveState } from '../live/liveState';
import classes from './shell.module.css';

/** Answers "why is it not refreshing": when the data came and what renews them. */
export function FreshnessText({ freshness }: { freshness: Freshness }) {
  const { t } = useTranslation('shell');
  const live = useLiveState();
  const period = useMe()?.settings.auto_refresh_seconds;
  const { updatedAt, hasFailed } = freshness;
  const time = formatTime(updatedAt);

  const renewal =
    live === 'open'
      ? t('live')
      : live === 'reconnecting'
        ? t('reconnecting')
        : period
          ? t('every', { seconds: period })
          : null;
  const isStale = hasFailed || updatedAt === 0 || renewal === null || live === 'reconnecting';
  const moment = updatedAt === 0 ? t('loading') : t(hasFailed ? 'notUpdated' : 'updated', { time });
  return (
    <span className={`${classes['fresh']} ${isStale ? classes['stale'] : ''}`}>
      <i />
      {[moment, hasFailed ? null : renewal].filter(Boolean).join(' · ')}
    </span>
  );
}
