import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState, type RefObject } from 'react';
import { toQuery } from '@/lib/useListParams';
import { useBusyPointer } from '@/lib/useStableOrder';
import { newTo, nothing, withHead, withOlder } from './gathered';
import type { ListDeclaration } from './types';
import { useListFrame, useRefresh, type ListState } from './useListFrame';
import { useScrolled } from './useScrolled';
import { useSelection } from './useSelection';

/** Rows read at once: the most that the server gives. */
const BATCH = 100;
/** Rows drawn above and below those in view. */
const AROUND = 12;
/** So many rooms before the end the next rows are asked for. */
const AHEAD = 2;

/** What is known of the rows beyond the end. */
export interface Beyond {
  state: 'more' | 'loading' | 'failed' | 'none';
  retry: () => void;
}

export type EndlessState<Row> = ListState<Row> & { beyond: Beyond };

/** Behaviour of a list without pages; `body` is what scrolls. */
export function useEndlessList<Row>(
  list: ListDeclaration<Row>,
  body: RefObject<HTMLElement | null>,
  rowHeight: number,
): EndlessState<Row> {
  const frame = useListFrame(list);
  const { key, asked, press } = frame;
  const { first, room } = useScrolled(body, rowHeight);
  const isBusy = useBusyPointer(body);
  const holds = list.isHeld === true || isBusy || first > 0;
  const [held, setHeld] = useState(nothing<Row>);
  const wanted = toQuery({ ...asked, page: 0, rows: BATCH });

  const query = useQuery({ ...list.query(wanted), placeholderData: keepPreviousData });
  const head = query.isPlaceholderData ? undefined : query.data;
  const isNearEnd = held.key === key && first + (AHEAD + 1) * room >= held.rows.length;
  const older = useQuery({
    ...list.query({ ...wanted, offset: undefined, cursor: held.next }),
    enabled: isNearEnd && held.next !== null,
    staleTime: Infinity,
  });
  if (head && (held.key !== key || (held.head !== head && !holds)))
    setHeld(withHead(held, head, key, list.rowId));
  else if (isNearEnd && held.next !== null && older.data) setHeld(withOlder(held, older.data, list.rowId));

  useEffect(() => {
    body.current?.scrollTo({ top: 0 });
  }, [body, key]);

  const total = held.rows.length;
  const from = Math.max(0, Math.min(first, total - room) - AROUND);
  const to = Math.min(total, first + room + AROUND);
  const rows = held.rows.slice(from, to);
  return {
    ...frame,
    ...useRefresh(query.refetch, press),
    query: { ...query, data: held.head && { ...held.head, items: [...held.rows] } },
    rows,
    span: { before: from * rowHeight, after: (total - to) * rowHeight, first: from, total },
    selection: useSelection(list.rowId, rows),
    waiting: head && held.key === key ? newTo(held.rows, head.items, list.rowId).length : 0,
    showWaiting: press,
    beyond: {
      state: held.next === null ? 'none' : older.isError ? 'failed' : older.isFetching ? 'loading' : 'more',
      retry: () => void older.refetch(),
    },
  };
}
