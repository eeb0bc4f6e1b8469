import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { toQuery } from '@/lib/useListParams';
import { useStableOrder } from '@/lib/useStableOrder';
import type { ListDeclaration } from './types';
import { useListFrame, useRefresh } from './useListFrame';
import { useSelection } from './useSelection';

export type { ListState } from './useListFrame';

const NOTHING: readonly never[] = [];

/** Behaviour of a list in pages: rows from the server, in an order that does not move by itself. */
export function useList<Row>(list: ListDeclaration<Row>) {
  const frame = useListFrame(list);
  const body = useRef<HTMLDivElement>(null);
  const query = useQuery({ ...list.query(toQuery(frame.asked)), placeholderData: keepPreviousData });
  const { rows, waiting } = useStableOrder(query.data?.items ?? NOTHING, list.rowId, frame.key, body);
  return {
    ...frame,
    ...useRefresh(query.refetch, frame.press),
    query,
    rows,
    selection: useSelection(list.rowId, rows),
    waiting,
    showWaiting: frame.press,
    body,
  };
}
