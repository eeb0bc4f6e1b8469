import { useEffect, useEffectEvent, useRef } from 'react';
import { useNavigate } from 'react-router';
import { setLeaveGuard } from '@/lib/leaving';

type Go = () => void;

/** The place of an entry in the history, as the router numbers it. */
const placeOf = (state: unknown): number => (state as { idx?: number } | null)?.idx ?? 0;

/** The address of a link of this application that a plain press would open here. */
function pressedPath(event: MouseEvent): string | null {
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!isPlain || !link || link.target === '_blank' || link.origin !== location.origin) return null;
  return `${link.pathname}${link.search}`;
}

/**
 * While something is typed and not saved: closing the tab asks the browser's question; a link and the back button call
 * `ask` with the way to go on. Gives the function that lets the next leaving pass.
 */
export function useLeaveGuard(isDirty: boolean, ask: (go: Go) => void): () => void {
  const navigate = useNavigate();
  const isAllowed = useRef(false);
  const question = useEffectEvent((go: Go) =>
    ask(() => {
      isAllowed.current = true;
      go();
    }),
  );
  useEffect(() => {
    if (!isDirty) return;
    const here = placeOf(history.state);
    let isReturning = false;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onPress = (event: MouseEvent) => {
      const path = pressedPath(event);
      if (path === null || isAllowed.current) return;
      event.preventDefault();
      event.stopPropagation();
      question(() => void navigate(path));
    };
    // The browser has moved already: it is led back before the router hears of it.
    const onPopState = (event: PopStateEvent) => {
      if (isAllowed.current) return;
      event.stopImmediatePropagation();
      if (isReturning) {
        isReturning = false;
        return;
      }
      const by = placeOf(event.state) - here;
      isReturning = true;
      history.go(-by);
      question(() => history.go(by));
    };
    addEventListener('beforeunload', onUnload);
    addEventListener('click', onPress, { capture: true });
    setLeaveGuard(onPopState);
    return () => {
      removeEventListener('beforeunload', onUnload);
      removeEventListener('click', onPress, { capture: true });
      setLeaveGuard(null);
    };
  }, [isDirty, navigate]);
  return () => {
    isAllowed.current = true;
  };
}
