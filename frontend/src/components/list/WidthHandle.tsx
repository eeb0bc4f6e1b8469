import type { PointerEvent } from 'react';
import classes from './list.module.css';

/** The right edge of a heading: dragged, it sets the width of the column. The keyboard does it in «Колонки». */
export function WidthHandle({ onWidth }: { onWidth: (width: number) => void }) {
  const onPointerDown = (event: PointerEvent<HTMLSpanElement>) => {
    const handle = event.currentTarget;
    const from = event.clientX;
    const before = handle.parentElement?.getBoundingClientRect().width ?? 0;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    const onMove = ({ clientX }: globalThis.PointerEvent) => onWidth(before + clientX - from);
    handle.addEventListener('pointermove', onMove);
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', onMove), {
      once: true,
    });
  };
  return <span className={classes['handle']} aria-hidden="true" onPointerDown={onPointerDown} />;
}
