import { useQueryClient, type Query } from '@tanstack/react-query';
import { useCallback, useRef, useSyncExternalStore } from 'react';
import { isConnectionLost } from '@/api/problem';

export interface Freshness {
  /** When the newest data on the page came, milliseconds; 0 while nothing has come. */
  updatedAt: number;
  /** The page asks the server for nothing. */
  isStatic: boolean;
  /** Something of it has never come and is on its way. */
  isLoading: boolean;
  hasFailed: boolean;
  isOffline: boolean;
}

const isPageData = (query: Query) => query.isActive() && query.queryKey[0] !== 'me';

function measure(queries: Query[]): Freshness {
  const shown = queries.filter(isPageData);
  const failed = shown.filter(
    ({ state }) => state.errorUpdatedAt > state.dataUpdatedAt || state.fetchFailureCount > 0,
  );
  return {
    updatedAt: Math.max(0, ...shown.map(({ state }) => state.dataUpdatedAt)),
    isStatic: shown.length === 0,
    isLoading: shown.some(({ state }) => state.status === 'pending' && state.fetchStatus === 'fetching'),
    hasFailed: failed.length > 0,
    isOffline: failed.some(({ state }) => isConnectionLost(state.error ?? state.fetchFailureReason)),
  };
}

const NOTHING: Freshness = {
  updatedAt: 0,
  isStatic: true,
  isLoading: false,
  hasFailed: false,
  isOffline: false,
};

const isSame = (left: Freshness, right: Freshness) =>
  (Object.keys(NOTHING) as (keyof Freshness)[]).every((key) => left[key] === right[key]);

/** How fresh the data of the open page are, read from the query cache: pages need not report anything. */
export function useFreshness(): Freshness {
  const cache = useQueryClient().getQueryCache();
  const last = useRef(NOTHING);
  const read = useCallback(() => {
    const next = measure(cache.getAll());
    if (!isSame(last.current, next)) last.current = next;
    return last.current;
  }, [cache]);
  const subscribe = useCallback((listener: () => void) => cache.subscribe(listener), [cache]);
  return useSyncExternalStore(subscribe, read);
}
