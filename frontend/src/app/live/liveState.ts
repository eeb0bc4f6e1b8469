import { useSyncExternalStore } from 'react';

/** `off`: not started; `open`: hints arrive; `reconnecting`: the stream is down and is being restored. */
export type LiveState = 'off' | 'open' | 'reconnecting';

let state: LiveState = 'off';
const listeners = new Set<() => void>();

export function setLiveState(next: LiveState): void {
  if (next === state) return;
  state = next;
  listeners.forEach((notify) => notify());
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

export const useLiveState = (): LiveState => useSyncExternalStore(subscribe, () => state);
