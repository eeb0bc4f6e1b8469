import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useMe } from '@/lib/me';
import { useLiveState } from './liveState';
import { isPageData } from './pageData';

/**
 * Turns what the server says into invalidated queries, while auto-refresh is on (UI-074); when it is off nothing moves
 * until the user asks (UI-075).
 */
export function useLiveUpdates(): void {
  const queryClient = useQueryClient();
  const me = useMe();
  const canListen =
    (me?.rights.includes('stream:read') ?? false) && me?.settings.auto_refresh_seconds !== null;
  useEffect(() => {
    if (!canListen) return;
    let isGone = false;
    let stop: (() => void) | undefined;
    // The page is shown first; what keeps it fresh may come a moment later.
    void import('./listen').then(({ listen }) => {
      if (!isGone) stop = listen(queryClient);
    });
    return () => {
      isGone = true;
      stop?.();
    };
  }, [queryClient, canListen]);
}

/** Reloads the data of the open page with the period of the profile, while the stream is away. */
export function useAutoRefresh(): void {
  const queryClient = useQueryClient();
  const period = useMe()?.settings.auto_refresh_seconds;
  const isLive = useLiveState() === 'open';
  useEffect(() => {
    if (!period || isLive) return;
    const timer = setInterval(() => {
      if (!document.hidden)
        void queryClient.invalidateQueries({ predicate: isPageData, refetchType: 'active' });
    }, period * 1000);
    return () => clearInterval(timer);
  }, [queryClient, period, isLive]);
}
