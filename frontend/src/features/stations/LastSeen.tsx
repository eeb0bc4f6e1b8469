import type { Station } from '@/api/types';
import { formatDateTime } from '@/lib/format';
import { useFormat } from '@/lib/useFormat';
import { useNow } from '@/lib/useNow';
import classes from './stations.module.css';

const DAY_MS = 86_400_000;

/** How long ago the station was heard; a station never heard has an empty value. */
export function LastSeen({ station }: { station: Station }) {
  const now = useNow();
  const { lastSeen } = useFormat();
  const { last_seen_at: at, time_zone: zone } = station;
  if (!at) return null;
  const isLost = now - Date.parse(at) >= DAY_MS;
  return (
    <time
      dateTime={at}
      title={formatDateTime(at, zone)}
      className={`num ${isLost ? (classes['lost'] ?? '') : ''}`}
    >
      {lastSeen(at, now, zone)}
    </time>
  );
}
