import { useEffect, useState, type RefObject } from 'react';

/** Before there is a layout, and where there is none. */
const USUAL_HEIGHT = 900;

interface Scrolled {
  /** Place of the topmost row in view. */
  first: number;
  /** Rows that find room. */
  room: number;
}

/** Which rows of one height are in view; drawn anew only when it is another row. */
export function useScrolled(element: RefObject<HTMLElement | null>, rowHeight: number): Scrolled {
  const [scrolled, setScrolled] = useState<Scrolled>({ first: 0, room: Math.ceil(USUAL_HEIGHT / rowHeight) });
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const look = () => {
      const first = Math.floor(Math.max(0, target.scrollTop) / rowHeight);
      const room = Math.ceil((target.clientHeight || USUAL_HEIGHT) / rowHeight);
      setScrolled((last) => (last.first === first && last.room === room ? last : { first, room }));
    };
    target.addEventListener('scroll', look, { passive: true });
    const observer = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(look);
    observer?.observe(target);
    return () => {
      target.removeEventListener('scroll', look);
      observer?.disconnect();
    };
  }, [element, rowHeight]);
  return scrolled;
}
