import { useEffect, useRef } from 'react';
import { PageList } from './PageList';
import classes from './shell.module.css';

/** The page list over the page, on narrow screens. The browser's own dialog keeps the focus and closes by Esc. */
export function PageDrawer({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className={classes['drawer']} onClose={onClose}>
      <PageList onOpen={onClose} />
      <button type="button" className={classes['scrim']} tabIndex={-1} aria-hidden="true" onClick={onClose} />
    </dialog>
  );
}
