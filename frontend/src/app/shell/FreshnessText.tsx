import { useTranslation } from 'react-i18next';
import { formatTime } from '@/lib/format';
import { useMe } from '@/lib/me';
import type { Freshness } from '@/lib/useFreshness';
import { useLiveState } from '../live/liveState';
import classes from './shell.module.css';

/** Answers "why is it not refreshing": when the data came and what renews them. */
export function FreshnessText({ freshness: { updatedAt, isStatic, hasFailed } }: { freshness: Freshness }) {
  const { t } = useTranslation('shell');
  const { words, isStale } = useRenewal();
  // What has never come is said in the page itself.
  if (isStatic || (hasFailed && updatedAt === 0)) return null;
  const time = formatTime(updatedAt);
  const moment = updatedAt === 0 ? t('loading') : t(hasFailed ? 'notUpdated' : 'updated', { time });
  const isHollow = isStale || hasFailed || updatedAt === 0;
  return (
    <span className={`${classes['fresh']} ${isHollow ? classes['stale'] : ''}`}>
      <i />
      {[moment, hasFailed ? null : words].filter(Boolean).join(' · ')}
    </span>
  );
}

/** What brings new data: the live stream, else the period of the profile, else only the user's press. */
function useRenewal(): { words: string; isStale: boolean } {
  const { t } = useTranslation('shell');
  const live = useLiveState();
  const seconds = useMe()?.settings.auto_refresh_seconds;
  if (live === 'open') return { words: t('live'), isStale: false };
  if (live === 'reconnecting') return { words: t('reconnecting'), isStale: true };
  return seconds
    ? { words: t('every', { seconds }), isStale: false }
    : { words: t('switchedOff'), isStale: true };
}
