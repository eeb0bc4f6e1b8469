import { hashKey, type QueryClient, type QueryKey } from '@tanstack/react-query';
import { isStale } from './hints';

/**
 * Invalidates what each key names at once and then at most once per `period` milliseconds, however many hints arrive; the last
 * hint is never lost. A tab that is not seen waits until it is.
 */
export function throttledInvalidation(queryClient: QueryClient, period: number) {
  const resting = new Map<string, { again: boolean; timer: ReturnType<typeof setTimeout> }>();

  function invalidate(queryKey: QueryKey): void {
    const hash = hashKey(queryKey);
    const rest = resting.get(hash);
    if (rest) {
      rest.again = true;
      return;
    }
    void queryClient.invalidateQueries({ predicate: (query) => isStale(queryKey, query.queryKey) });
    const timer = setTimeout(() => {
      const again = resting.get(hash)?.again ?? false;
      resting.delete(hash);
      if (again) invalidate(queryKey);
    }, period);
    resting.set(hash, { again: false, timer });
  }

  function stop(): void {
    resting.forEach(({ timer }) => clearTimeout(timer));
    resting.clear();
  }
  return { invalidate, stop };
}
