import { useSyncExternalStore } from 'react';

export interface Toast {
  id: number;
  kind: 'success' | 'info' | 'error';
  text: string;
  detail?: string | undefined;
}

const MOST = 3;
const VISIBLE_MS = 4000;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  listeners.forEach((notify) => notify());
}

export const dismissToast = (id: number): void => set(toasts.filter((toast) => toast.id !== id));

export const dismissAllToasts = (): void => set([]);

/** Shows a message; an error stays until it is closed, the same error is not stacked. */
export function showToast(kind: Toast['kind'], text: string, detail?: string): void {
  const others = toasts.filter((toast) => toast.text !== text || toast.detail !== detail);
  const toast = { id: ++lastId, kind, text, detail };
  set([toast, ...others].slice(0, MOST));
  if (kind !== 'error') setTimeout(() => dismissToast(toast.id), VISIBLE_MS);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

export const useToastList = (): readonly Toast[] => useSyncExternalStore(subscribe, () => toasts);
