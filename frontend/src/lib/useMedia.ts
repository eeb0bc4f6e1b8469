import { useCallback, useSyncExternalStore } from 'react';

function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = globalThis.matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => globalThis.matchMedia(query).matches);
}

/** Below 600 px rows become cards and the tools of a page move to the bottom. */
export const usePhone = (): boolean => useMedia('(max-width: 599.95px)');

/** Below 900 px the page list is a drawer. */
export const useNarrow = (): boolean => useMedia('(max-width: 899.95px)');

/** Below 1360 px the columns that can be spared leave the tables. */
export const useModest = (): boolean => useMedia('(max-width: 1359.95px)');
