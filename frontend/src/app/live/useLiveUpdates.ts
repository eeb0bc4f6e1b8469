import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useMe } from '@/lib/me';
import { isPageData } from './pageData';

/** Turns what the server says into invalidated queries, for as long as the shell is open. */
export function useLiveUpdates(): void {
  const queryClient = useQueryClient();
  const canListen = useMe()?.rights.includes('stream:read') ?? false;
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

/** Reloads the data of the open page with the period of the user's profile. */
export function useAutoRefresh(): void {
  const queryClient = useQueryClient();
  const period = useMe()?.settings.auto_refresh_seconds;
  useEffect(() => {
    if (!period) return;
    const timer = setInterval(() => {
      if (!document.hidden)
        void queryClient.invalidateQueries({ predicate: isPageData, refetchType: 'active' });
    }, period * 1000);
    return () => clearInterval(timer);
  }, [queryClient, period]);
}
