import { useEffect, useState } from 'react';
import classes from './messages.module.css';

const PATIENCE_MS = 300;

/** True once something has been awaited for so long that the wait must be shown. */
export function useIsSlow(waiting: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => setSlow(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [waiting]);
  return waiting && slow;
}

export const Skeleton = ({ width }: { width: string | number }) => (
  <span className={classes['skeleton']} style={{ width }} />
);
