import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isStale, readHint, staleKeys } from './hints';
import { throttledInvalidation } from './throttle';

describe('A hint', () => {
  it('is read when it is one we know', () => {
    expect(readHint('{"type":"station","id":"a","revision":3}')).toEqual({
      type: 'station',
      id: 'a',
      revision: 3,
    });
    expect(readHint('{"type":"weather","id":"a"}')).toBeNull();
    expect(readHint('no json')).toBeNull();
  });

  it('makes stale what shows its noun, and of the cards only its own', () => {
    const keys = staleKeys({ type: 'session', id: 'a', revision: 1 });
    const isOld = (...key: unknown[]) => keys.some((stale) => isStale(stale, key));
    expect(isOld('sessions', 'list', { page: 2 })).toBe(true);
    expect(isOld('sessions', 'open', 'station', 1)).toBe(true);
    expect(isOld('sessions', 'detail', 'a')).toBe(true);
    expect(isOld('sessions', 'detail', 'a', 'history')).toBe(true);
    expect(isOld('sessions', 'detail', 'b')).toBe(false);
    expect(isOld('stations', 'list', {})).toBe(false);
  });

  it('of a list leaves the cards alone, and never what somebody is choosing from', () => {
    const [key] = staleKeys({ type: 'station', id: null, revision: null });
    expect(isStale(key ?? [], ['stations', 'list', {}])).toBe(true);
    expect(isStale(key ?? [], ['stations', 'list', 'options', 'nev'])).toBe(false);
    expect(isStale(key ?? [], ['stations', 'detail', 'a'])).toBe(false);
  });
});

describe('Invalidation', () => {
  const queryClient = new QueryClient();
  const spy = vi.spyOn(queryClient, 'invalidateQueries').mockResolvedValue();

  beforeEach(() => {
    vi.useFakeTimers();
    spy.mockClear();
  });
  afterEach(() => void vi.useRealTimers());

  it('comes at once, then once a period however many hints there are', () => {
    const { invalidate } = throttledInvalidation(queryClient, 1000);
    for (let hint = 0; hint < 50; hint += 1) invalidate(['stations', 'list']);
    expect(spy).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1000);
    expect(spy).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(5000);
    expect(spy).toHaveBeenCalledTimes(2);
  });

  it('of one key does not hold back another', () => {
    const { invalidate } = throttledInvalidation(queryClient, 1000);
    invalidate(['stations', 'list']);
    invalidate(['sessions', 'list']);
    expect(spy).toHaveBeenCalledTimes(2);
  });
});
