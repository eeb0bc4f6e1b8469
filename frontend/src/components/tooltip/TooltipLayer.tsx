import { useEffect, useState } from 'react';
import { TIP } from './tip';
import classes from './tooltip.module.css';

interface Shown {
  text: string;
  /** Middle of the element, and the side at which the tooltip stands. */
  left: number;
  top: number;
  isAbove: boolean;
}

const DELAY_MS = 400;
const EDGE = 8;
/** Half of a usual tooltip: the middle keeps so far from the sides of the window. */
const SIDE = 80;
const ROOM_BELOW = 48;

const find = (target: EventTarget | null) => (target instanceof Element ? target.closest(`[${TIP}]`) : null);

function place(element: Element): Shown {
  const { left, width, top, bottom } = element.getBoundingClientRect();
  const isAbove = bottom + ROOM_BELOW > globalThis.innerHeight;
  const text = element.getAttribute(TIP) ?? '';
  const middle = Math.min(Math.max(left + width / 2, SIDE), globalThis.innerWidth - SIDE);
  return { text, left: middle, top: isAbove ? top - EDGE : bottom + EDGE, isAbove };
}

/** One tooltip for the whole page. The names themselves are in `aria-label`: this is for the eyes only. */
export function TooltipLayer() {
  const shown = useTooltip();
  if (!shown) return null;
  const { text, left, top, isAbove } = shown;
  return (
    <div
      className={`${classes['tooltip']} ${isAbove ? classes['above'] : ''}`}
      style={{ left, top }}
      aria-hidden="true"
    >
      {text}
    </div>
  );
}

function useTooltip(): Shown | null {
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hide = () => {
      clearTimeout(timer);
      setShown(null);
    };
    const show = ({ target, type }: Event) => {
      hide();
      const element = find(target);
      const isWanted = type === 'pointerover' || element?.matches(':focus-visible');
      if (element && isWanted) timer = setTimeout(() => setShown(place(element)), DELAY_MS);
    };
    const shows = ['pointerover', 'focusin'];
    const hides = ['pointerdown', 'keydown', 'scroll', 'focusout'];
    shows.forEach((name) => document.addEventListener(name, show));
    hides.forEach((name) => document.addEventListener(name, hide, true));
    return () => {
      clearTimeout(timer);
      shows.forEach((name) => document.removeEventListener(name, show));
      hides.forEach((name) => document.removeEventListener(name, hide, true));
    };
  }, []);
  return shown;
}
