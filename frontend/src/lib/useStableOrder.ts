import { useEffect, useState, type RefObject } from 'react';

const QUIET_MS = 2500;

interface Held<Row> {
  key: string;
  busy: boolean;
  fresh: readonly Row[];
  rows: readonly Row[];
  /** The user has asked for other rows and still sees the ones before: what comes next is taken at once. */
  awaits: boolean;
}

const sameIds = <Row>(left: readonly Row[], right: readonly Row[], id: (row: Row) => string) => {
  const ids = new Set(left.map(id));
  return left.length === right.length && right.every((row) => ids.has(id(row)));
};

/** Rows in the order of `shown`, with the values of `fresh`. */
function valuesInPlace<Row>(shown: readonly Row[], fresh: readonly Row[], id: (row: Row) => string) {
  const byId = new Map(fresh.map((row) => [id(row), row]));
  return shown.map((row) => byId.get(id(row)) ?? row);
}

/** True while the pointer has moved over the element during the last seconds. */
export function useBusyPointer(element: RefObject<HTMLElement | null>): boolean {
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    const target = element.current;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const touch = () => {
      setBusy(true);
      clearTimeout(timer);
      timer = setTimeout(() => setBusy(false), QUIET_MS);
    };
    target?.addEventListener('pointermove', touch);
    return () => {
      clearTimeout(timer);
      target?.removeEventListener('pointermove', touch);
    };
  }, [element]);
  return busy;
}

/**
 * Live data never move the page. Values change in place; another order of the same rows waits for `key` to change
 * (a press on refresh, a sort, a page); other rows come at once, or after a pause while the pointer is at work.
 * `fresh` must keep its identity until it really changes.
 */
export function useStableOrder<Row>(
  fresh: readonly Row[],
  id: (row: Row) => string,
  key: string,
  element: RefObject<HTMLElement | null>,
): { rows: readonly Row[]; waiting: number } {
  const busy = useBusyPointer(element);
  const [held, setHeld] = useState<Held<Row>>({ key, busy, fresh, rows: fresh, awaits: false });
  if (held.fresh !== fresh || held.key !== key || held.busy !== busy) {
    const hasSameRows = sameIds(held.rows, fresh, id);
    const awaits = held.fresh === fresh && (held.awaits || held.key !== key);
    const isAsked = held.key !== key || (held.awaits && held.fresh !== fresh);
    const holds = !isAsked && held.rows.length > 0 && (hasSameRows || busy);
    setHeld({ key, busy, fresh, rows: holds ? valuesInPlace(held.rows, fresh, id) : fresh, awaits });
  }
  const known = new Set(held.rows.map(id));
  return { rows: held.rows, waiting: fresh.filter((row) => !known.has(id(row))).length };
}
