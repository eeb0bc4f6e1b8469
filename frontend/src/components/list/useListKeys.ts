import { useEffect, useEffectEvent } from 'react';

interface ListKeys {
  search: () => void;
  refresh: () => void;
  help: () => void;
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, select, [contenteditable="true"]') !== null;

/** A key by its place, so that it works in both keyboard layouts; by its sign where the place is another one. */
function deedOf({ key, code, shiftKey }: KeyboardEvent): keyof ListKeys | null {
  if (key === '?' || (code === 'Slash' && shiftKey)) return 'help';
  if (key === '/' || code === 'Slash') return 'search';
  return code === 'KeyR' ? 'refresh' : null;
}

/** `/` to the search, `R` refreshes, `?` helps; not while something is typed or a window is open. */
export function useListKeys(keys: ListKeys): void {
  const run = useEffectEvent((deed: keyof ListKeys) => keys[deed]());
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || document.querySelector('[role="dialog"], [role="menu"]')) return;
      const deed = deedOf(event);
      if (deed === null) return;
      event.preventDefault();
      run(deed);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
