import { useSyncExternalStore } from 'react';

export type ColorMode = 'light' | 'dark' | 'system';

const KEY = 'sc-theme';
const listeners = new Set<() => void>();
const media = globalThis.matchMedia('(prefers-color-scheme: dark)');

function readMode(): ColorMode {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    return 'system';
  }
}

let mode = readMode();

/** Kept, not asked for: a browser that is asked before it has told of a change does not tell of it any more. */
let isSystemDark = media.matches;

const isDark = () => mode === 'dark' || (mode === 'system' && isSystemDark);

/** All colours are CSS variables: changing the attribute changes the whole page at once. */
function apply(): void {
  document.documentElement.dataset['theme'] = isDark() ? 'dark' : 'light';
  listeners.forEach((notify) => notify());
}
media.addEventListener('change', ({ matches }) => {
  isSystemDark = matches;
  apply();
});

export function setColorMode(next: ColorMode): void {
  mode = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // The choice lives until the page is closed; the profile keeps it for a signed-in user.
  }
  apply();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

/** True while the dark theme is shown. */
export const useIsDark = (): boolean => useSyncExternalStore(subscribe, isDark);
