import { useSyncExternalStore } from 'react';

const secondNow = () => Math.floor(Date.now() / 1000) * 1000;

let now = secondNow();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = secondNow();
    listeners.forEach((notify) => notify());
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** Between two subscribers nobody moves the clock: look at it. */
const read = () => {
  if (listeners.size === 0) now = secondNow();
  return now;
};

/** The time of day, in milliseconds, moved once a second by one timer for the whole page. */
export const useNow = (): number => useSyncExternalStore(subscribe, read);
