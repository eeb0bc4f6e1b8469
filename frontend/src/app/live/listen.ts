import type { QueryClient } from '@tanstack/react-query';
import { RESYNC, staleKeys } from './hints';
import { isPageData } from './pageData';
import { openStream } from './stream';
import { throttledInvalidation } from './throttle';

const PERIOD_MS = 500;

/** Invalidates what the hints of the stream make stale. Gives the function that ends it. */
export function listen(queryClient: QueryClient): () => void {
  const { invalidate, stop } = throttledInvalidation(queryClient, PERIOD_MS);
  const close = openStream((message) => {
    if (message === RESYNC) void queryClient.invalidateQueries({ predicate: isPageData });
    else staleKeys(message).forEach(invalidate);
  });
  return () => {
    close();
    stop();
  };
}
