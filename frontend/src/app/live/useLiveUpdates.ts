import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useMe } from '@/lib/me';
import { RESYNC, staleKeys } from './hints';
import { openStream } from './stream';
import { throttledInvalidation } from './throttle';

const PERIOD_MS = 1000;

const notMe = ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] !== 'me';

/** Turns what the server says into invalidated queries, for as long as the shell is open. */
export function useLiveUpdates(): void {
  const queryClient = useQueryClient();
  const canListen = useMe()?.rights.includes('stream:read') ?? false;
  useEffect(() => {
    if (!canListen) return;
    const { invalidate, stop } = throttledInvalidation(queryClient, PERIOD_MS);
    const close = openStream((message) => {
      if (message === RESYNC) void queryClient.invalidateQueries({ predicate: notMe });
      else staleKeys(message).forEach(invalidate);
    });
    return () => {
      close();
      stop();
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
      if (!document.hidden) void queryClient.invalidateQueries({ predicate: notMe, refetchType: 'active' });
    }, period * 1000);
    return () => clearInterval(timer);
  }, [queryClient, period]);
}
